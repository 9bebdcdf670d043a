"""The operator's page ``/beheer``: the state of the service, and orders for parked messages.

Content is never shown. Each order carries a reason, is asked again before it cannot be taken back,
and is recorded (``chassis.bus.admin.orders``), as over HTTP and from the command line.
"""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any, Literal
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.routing import APIRouter
from pydantic import Field
from starlette.responses import Response

from chassis import health
from chassis.bus import breaker
from chassis.bus.admin import orders, queries
from chassis.bus.admin.operators import Operator, Service, trusted_operators
from chassis.bus.admin.orders import Act
from chassis.bus.control.orders import held
from chassis.bus.parking import KEY, Selection, counts
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body, Problem, TrustDomain, allow
from chassis.web.authorisation import Table, W
from chassis.web.pages import Form, go, ngettext, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again

PATH = "/beheer"
SAY_WHY = "Zeg waarom, in enkele woorden en zonder namen van mensen."
SHOWN = 100

router = APIRouter(prefix=PATH, include_in_schema=False)


def mount(app: FastAPI, trusts: Iterable[TrustDomain]) -> Table:
    """Add the page for operators whom the service trusts, if there are any; gives its rows."""
    operators = trusted_operators(trusts)
    if not operators:
        return {}
    app.include_router(router, dependencies=[allow(*operators)])
    return {
        "parked messages, on the screen": (
            W(f"GET {PATH}", f"POST {PATH}", f"POST {PATH}/doorlaten", every=operators),
        ),
    }


ACTS = {"opnieuw": Act.REDRIVE, "weg": Act.DISCARD}


class OrderForm(Body):
    """An order for one parked message, or for all of one type."""

    action: Literal["opnieuw", "weg"] = Field(alias="actie")
    event_id: UUID | None = Field(default=None, alias="bericht")
    type: str | None = Field(default=None, alias="soort", max_length=200)
    because: str = Field(alias="reden", min_length=3, max_length=200)
    sure: Literal["ja"] | None = Field(default=None, alias="zeker")

    @property
    def selection(self) -> Selection:
        return Selection(self.event_id, self.type, None)


class LetThroughForm(Body):
    """The reason for which what fails may be parked, although it is much."""

    because: str = Field(alias="waarom", min_length=3, max_length=200)


@router.get("")
async def get_state(request: Request, tx: Tx) -> Response:
    return await _page(request, tx, Form())


@router.post("")
@asks_again("shows what would be discarded, before it is")
async def post_order(request: Request, tx: Tx, actor: Operator, service: Service) -> Response:
    """A discard cannot be taken back, so it is shown once more and done at the second yes."""
    form = await read(request, OrderForm)
    sent = form.model
    if sent is None:
        if "reden" in form.errors:
            form.errors["reden"] = SAY_WHY
        return await _page(request, tx, form, status=422)
    if sent.selection == Selection():
        raise Problem(422, "ongeldig", "Kies een bericht of een soort berichten.")
    order = orders.Order(ACTS[sent.action], sent.selection, actor.subject, sent.because)
    if order.act is Act.DISCARD and sent.sure is None:
        messages = await orders.preview(tx, service, order)
        return page(request, "house/operator_sure.html", form=form, chosen=messages)
    messages = await orders.carry_out(tx, service, order)
    await tell(tx, request, _done(order.act, len(messages)))
    return go(PATH)


@router.post("/doorlaten")
async def post_let_through(request: Request, tx: Tx, actor: Operator, service: Service) -> Response:
    form = await read(request, LetThroughForm)
    if form.model is None:
        form.errors["waarom"] = SAY_WHY
        return await _page(request, tx, form, status=422)
    because = form.model.because
    count = await breaker.let_through(tx, service, actor=actor.subject, reason=because)
    await tell(
        tx,
        request,
        _("Wat mislukt, wordt een uur lang apart gezet.") if count else _("Alles liep al weer."),
    )
    return go(PATH)


def _done(act: Act, count: int) -> str:
    if act is Act.REDRIVE:
        return ngettext(
            "%(num)s bericht wordt opnieuw verwerkt.",
            "%(num)s berichten worden opnieuw verwerkt.",
            count,
        ) % {"num": count}
    return ngettext(
        "%(num)s bericht is weggegooid.", "%(num)s berichten zijn weggegooid.", count
    ) % {"num": count}


async def _page(
    request: Request, tx: Transaction, form: Form[Any], *, status: int = 200
) -> Response:
    service: str = request.app.state.name
    platform: Any = request.app.state.platform
    checks = await health.checks(platform)
    outbox = await queries.outbox(tx.conn)
    pauses, order = await breaker.pauses(tx.conn, service), await held(tx.conn, service)
    stands = order.paused or bool(pauses)
    timers = await queries.timers(tx.conn)
    keyless = any(each.reason == KEY for each in await counts(tx.conn, service))
    return page(
        request,
        "house/operator.html",
        status=status,
        form=form,
        service=service,
        release=version(service),
        checks=checks,
        works=all(checks.values()) and not (stands or keyless or timers.failed),
        stands=stands,
        outbox=outbox,
        pauses=pauses,
        held=order,
        timers=timers,
        parked=await queries.blocking(tx.conn, service, Selection(), limit=SHOWN, offset=0),
        log=await queries.log(tx.conn, service, event_id=None, limit=20, offset=0),
    )
