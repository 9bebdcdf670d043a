"""The operator's page: how the service stands, and what to do with messages that wait.

Content is never shown. Each order carries a reason, is asked again before it cannot be taken back,
and is recorded, as over HTTP (``chassis.bus.admin.api``) and from the command line.
"""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, FastAPI, Request
from fastapi.routing import APIRouter
from pydantic import Field
from starlette.responses import Response

from chassis import health
from chassis.bus import parking
from chassis.bus.admin import queries
from chassis.bus.admin.api import OPERATORS
from chassis.bus.parking import Selection
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import DOMAIN_OF, Actor, Body, Problem, TrustDomain, allow
from chassis.web.authorisation import Table, W
from chassis.web.pages import Form, go, ngettext, page, read, tell

PATH = "/beheer"
SHOWN = 100

router = APIRouter(prefix=PATH, include_in_schema=False)


def mount(app: FastAPI, trusts: Iterable[TrustDomain]) -> Table:
    """Add what the operators use whom the service trusts, if there are any; gives its rows."""
    trusted = set(trusts)
    operators = frozenset(function for function in OPERATORS if DOMAIN_OF[function] in trusted)
    if not operators:
        return {}
    app.include_router(router, dependencies=[allow(*operators)])
    return {
        "parked messages, on the screen": (W(f"GET {PATH}", f"POST {PATH}", every=operators),),
    }


class Order(Body):
    """What to do with one parked message, or with all of one type."""

    action: Literal["opnieuw", "weg"] = Field(alias="actie")
    event_id: UUID | None = Field(default=None, alias="bericht")
    type: str | None = Field(default=None, alias="soort", max_length=200)
    because: str = Field(alias="reden", min_length=3, max_length=200)
    sure: Literal["ja"] | None = Field(default=None, alias="zeker")

    @property
    def selection(self) -> Selection:
        return Selection(self.event_id, self.type, None)


def _actor(request: Request) -> Actor:
    actor: Actor = request.state.actor
    return actor


Operator = Annotated[Actor, Depends(_actor)]


@router.get("")
async def get_state(request: Request, tx: Tx) -> Response:
    return await _shown(request, tx, Form())


@router.post("")
async def post_order(request: Request, tx: Tx, actor: Operator) -> Response:
    """A discard cannot be taken back, so it is shown once more and done at the second yes."""
    form = await read(request, Order)
    order = form.model
    if order is None:
        if "reden" in form.errors:
            form.errors["reden"] = "Zeg waarom, in enkele woorden en zonder namen van mensen."
        return await _shown(request, tx, form, status=422)
    if order.selection == Selection():
        raise Problem(422, "ongeldig", "Kies een bericht of een soort berichten.")
    service: str = request.app.state.name
    if order.action == "weg" and order.sure is None:
        chosen = await parking.look(tx.conn, service, order.selection)
        return page(request, "house/operator_sure.html", form=form, chosen=chosen)
    act = parking.request_redrive if order.action == "opnieuw" else parking.discard
    chosen = await act(tx, service, order.selection, actor=actor.subject, reason=order.because)
    await tell(tx, request, _done(order, len(chosen)))
    return go(PATH)


def _done(order: Order, count: int) -> str:
    if order.action == "opnieuw":
        return ngettext(
            "%(num)s bericht wordt opnieuw verwerkt.",
            "%(num)s berichten worden opnieuw verwerkt.",
            count,
        ) % {"num": count}
    return ngettext(
        "%(num)s bericht is weggegooid.", "%(num)s berichten zijn weggegooid.", count
    ) % {"num": count}


async def _shown(
    request: Request, tx: Transaction, form: Form[Any], *, status: int = 200
) -> Response:
    service: str = request.app.state.name
    platform: Any = request.app.state.platform
    checks = await health.checks(platform)
    outbox = await queries.outbox(tx.conn)
    return page(
        request,
        "house/operator.html",
        status=status,
        form=form,
        service=service,
        release=version(service),
        checks=checks,
        works=all(checks.values()),
        outbox=outbox,
        timers=await queries.timers(tx.conn),
        parked=await queries.waiting(tx.conn, service, Selection(), limit=SHOWN, offset=0),
        log=await queries.logged(tx.conn, service, event_id=None, limit=20, offset=0),
    )
