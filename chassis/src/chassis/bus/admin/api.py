"""Parked messages over HTTP, for those who look after the service. Content is never shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.routing import APIRouter
from pydantic import Field

from chassis.bus import parking
from chassis.bus.admin import queries
from chassis.bus.parking import Selection
from chassis.edge import Tx
from chassis.web import (
    DOMAIN_OF,
    Actor,
    Body,
    Function,
    Page,
    Problem,
    TrustDomain,
    View,
    allow,
    hal,
    listed,
)
from chassis.web.authorisation import R, Table, W

OPERATORS = (Function.POLITIE_BEHEERDER, Function.TECHNISCH_BEHEERDER)
"""Who looks after a service, each in the own trust domain."""

SHOWN = 100
"""How many of the messages that an order touches are named in the answer."""

router = APIRouter(prefix="/v1/bus")

Code = Annotated[str, Field(min_length=1, max_length=200)]


def mount(app: FastAPI, trusts: Iterable[TrustDomain]) -> Table:
    """Add what the operators use whom the service trusts, if there are any; gives its rows."""
    trusted = set(trusts)
    operators = frozenset(function for function in OPERATORS if DOMAIN_OF[function] in trusted)
    if not operators:
        return {}
    app.include_router(router, dependencies=[allow(*operators)])
    return {
        "parked messages, without their content": (
            R("GET /v1/bus/parked", "GET /v1/bus/log", every=operators),
            W("POST /v1/bus/redrives", "POST /v1/bus/discards", every=operators),
        ),
    }


class Order(Body):
    """Which parked messages, by exactly one way of choosing or several together, and why.

    ``because`` is kept for good: the cause and what was done about it, no names of people.
    """

    event_id: UUID | None = None
    type: Code | None = None
    reason: Code | None = None
    everything: bool = Field(default=False, alias="all")
    because: Annotated[str, Field(min_length=3, max_length=200)]
    dry_run: bool = False

    @property
    def selection(self) -> Selection:
        return Selection(self.event_id, self.type, self.reason)


class MessageView(View):
    event_id: UUID
    type: str
    reason: str
    detail: str
    attempts: int
    parked_at: datetime
    requested_by: str | None


class ParkedView(MessageView):
    """``behind`` later messages of the same key wait for this one."""

    behind: int


class OrderView(View):
    """``messages`` names the first hundred of ``count``."""

    count: int
    dry_run: bool
    messages: list[MessageView]


class LogView(View):
    at: datetime
    action: str
    actor: str
    reason: str
    event_id: UUID
    type: str
    parked_reason: str
    parked_detail: str


def _actor(request: Request) -> Actor:
    actor: Actor = request.state.actor
    return actor


def _service(request: Request) -> str:
    name: str = request.app.state.name
    return name


Operator = Annotated[Actor, Depends(_actor)]
Service = Annotated[str, Depends(_service)]


@router.get("/parked", **listed(ParkedView))
async def parked(
    tx: Tx,
    request: Request,
    service: Service,
    page: Page,
    event_id: Annotated[UUID | None, Query(alias="eventId")] = None,
    type: Annotated[str | None, Query(max_length=200)] = None,  # noqa: A002  # the query's name
    reason: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Parked messages, oldest first, without those that only wait behind another."""
    found = await queries.waiting(
        tx.conn,
        service,
        Selection(event_id, type, reason),
        limit=page.pagesize + 1,
        offset=page.offset,
    )
    shown = [ParkedView.model_validate(message) for message in found[: page.pagesize]]
    return hal(request, "parked", shown, page, more=len(found) > page.pagesize)


@router.post("/redrives")
async def redrive(tx: Tx, actor: Operator, service: Service, order: Order) -> OrderView:
    """Have messages tried again, in order per key, within some seconds."""
    _check(order)
    if order.dry_run:
        return _answer(order, await parking.look(tx.conn, service, order.selection))
    chosen = await parking.request_redrive(
        tx, service, order.selection, actor=actor.subject, reason=order.because
    )
    return _answer(order, chosen)


@router.post("/discards")
async def discard(tx: Tx, actor: Operator, service: Service, order: Order) -> OrderView:
    """Give messages up for good; what waited behind them goes on."""
    _check(order)
    if order.dry_run:
        return _answer(order, await parking.look(tx.conn, service, order.selection))
    chosen = await parking.discard(
        tx, service, order.selection, actor=actor.subject, reason=order.because
    )
    return _answer(order, chosen)


@router.get("/log", **listed(LogView))
async def log(
    tx: Tx,
    request: Request,
    service: Service,
    page: Page,
    event_id: Annotated[UUID | None, Query(alias="eventId")] = None,
) -> Response:
    """Who did what with parked messages, and why; newest first."""
    found = await queries.logged(
        tx.conn, service, event_id=event_id, limit=page.pagesize + 1, offset=page.offset
    )
    shown = [LogView.model_validate(entry) for entry in found[: page.pagesize]]
    return hal(request, "log", shown, page, more=len(found) > page.pagesize)


def _check(order: Order) -> None:
    chosen = order.selection != Selection()
    if not chosen and not order.everything:
        raise Problem.field(
            "eventId", "Kies een bericht, een soort of een reden, of alles met 'all': true."
        )
    if chosen and order.everything:
        raise Problem.field("all", "Kies ofwel alles, ofwel een bericht, een soort of een reden.")


def _answer(order: Order, chosen: list[parking.ParkedMessage]) -> OrderView:
    if order.event_id is not None and not chosen:
        raise Problem.not_found("Dit geparkeerde bericht")
    shown = [MessageView.model_validate(message) for message in chosen[:SHOWN]]
    return OrderView(count=len(chosen), dry_run=order.dry_run, messages=shown)
