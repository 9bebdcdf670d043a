"""Parked messages over HTTP, for operators of the service. Content is never shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import FastAPI, Query, Request, Response
from fastapi.routing import APIRouter
from pydantic import Field

from chassis.bus import breaker
from chassis.bus.admin import orders, queries
from chassis.bus.admin.operators import Operator, Service, trusted_operators
from chassis.bus.admin.orders import Act
from chassis.bus.parking import ParkedMessage, Selection
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, Page, Problem, TrustDomain, View, allow, hal, listed
from chassis.web.authorisation import R, Table, W
from chassis.web.idempotency import once_per_key

SHOWN = 100
"""Messages that the answer to an order names at most."""

router = APIRouter(prefix="/v1/bus")

Code = Annotated[str, Field(min_length=1, max_length=200)]


def mount(app: FastAPI, trusts: Iterable[TrustDomain]) -> Table:
    """Add the routes for operators whom the service trusts, if there are any; gives their rows."""
    operators = trusted_operators(trusts)
    if not operators:
        return {}
    once_per_key(router)
    app.include_router(router, dependencies=[allow(*operators)])
    return {
        "parked messages, without their content": (
            R("GET /v1/bus/parked", "GET /v1/bus/log", "GET /v1/bus/pauses", every=operators),
            W("POST /v1/bus/redrives", "POST /v1/bus/discards", every=operators),
            W("POST /v1/bus/let-through", every=operators),
        ),
    }


Because = Annotated[str, Field(min_length=3, max_length=200)]


class LetThroughBody(Body):
    """``because`` is kept for good: the cause and what was done about it, no names of people."""

    because: Because


class OrderBody(Body):
    """A choice of parked messages, by one way of choosing or several together, and a reason.

    ``because`` is kept for good: the cause and what was done about it, no names of people.
    """

    event_id: UUID | None = None
    type: Code | None = None
    reason: Code | None = None
    everything: bool = Field(default=False, alias="all")
    because: Because
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
    retry_at: datetime | None


class ParkedView(MessageView):
    """``behind`` later messages of the same key wait for this one."""

    behind: int


class OrderView(View):
    """``messages`` names the first hundred of ``count``."""

    count: int
    dry_run: bool
    messages: list[MessageView]


class PauseView(View):
    """A partition that stands since most of what comes fails, at which message."""

    partition: int
    since: datetime
    event_id: UUID
    type: str
    detail: str
    let_through_by: str | None


class LetThroughView(View):
    """``count`` partitions stood, and park for an hour what fails."""

    count: int


class LogView(View):
    at: datetime
    action: str
    actor: str
    reason: str
    event_id: UUID
    type: str
    parked_reason: str
    parked_detail: str


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
    rows = await queries.blocking(
        tx.conn,
        service,
        Selection(event_id, type, reason),
        limit=page.pagesize + 1,
        offset=page.offset,
    )
    shown = [ParkedView.model_validate(message) for message in rows[: page.pagesize]]
    return hal(request, "parked", shown, page, more=len(rows) > page.pagesize)


@router.post("/redrives")
async def redrive(tx: Tx, actor: Operator, service: Service, body: OrderBody) -> OrderView:
    """Have messages tried again, in order per key, within some seconds."""
    return await _order(tx, service, Act.REDRIVE, body, actor)


@router.post("/discards")
async def discard(tx: Tx, actor: Operator, service: Service, body: OrderBody) -> OrderView:
    """Give messages up for good; what waited behind them goes on."""
    return await _order(tx, service, Act.DISCARD, body, actor)


@router.get("/pauses", **listed(PauseView))
async def pauses(tx: Tx, request: Request, service: Service, page: Page) -> Response:
    """The partitions that stand, since most of what comes to them fails."""
    found = await breaker.pauses(tx.conn, service)
    shown = [PauseView.model_validate(each) for each in found]
    return hal(request, "pauses", shown, page, more=False)


@router.post("/let-through")
async def let_through(
    tx: Tx, actor: Operator, service: Service, body: LetThroughBody
) -> LetThroughView:
    """Let partitions that stand go on: for an hour what fails is parked, however much it is."""
    count = await breaker.let_through(tx, service, actor=actor.subject, reason=body.because)
    return LetThroughView(count=count)


@router.get("/log", **listed(LogView))
async def log(
    tx: Tx,
    request: Request,
    service: Service,
    page: Page,
    event_id: Annotated[UUID | None, Query(alias="eventId")] = None,
) -> Response:
    """The acts with parked messages, by whom and for which reason; newest first."""
    rows = await queries.log(
        tx.conn, service, event_id=event_id, limit=page.pagesize + 1, offset=page.offset
    )
    shown = [LogView.model_validate(entry) for entry in rows[: page.pagesize]]
    return hal(request, "log", shown, page, more=len(rows) > page.pagesize)


async def _order(
    tx: Transaction, service: str, act: Act, body: OrderBody, actor: Actor
) -> OrderView:
    _check(body)
    order = orders.Order(act, body.selection, actor.subject, body.because)
    if body.dry_run:
        return _answer(body, await orders.preview(tx, service, order))
    return _answer(body, await orders.carry_out(tx, service, order))


def _check(body: OrderBody) -> None:
    chosen = body.selection != Selection()
    if not chosen and not body.everything:
        raise Problem.field(
            "eventId", "Kies een bericht, een soort of een reden, of alles met 'all': true."
        )
    if chosen and body.everything:
        raise Problem.field("all", "Kies ofwel alles, ofwel een bericht, een soort of een reden.")


def _answer(body: OrderBody, messages: list[ParkedMessage]) -> OrderView:
    if body.event_id is not None and not messages:
        raise Problem.not_found("Dit geparkeerde bericht")
    shown = [MessageView.model_validate(message) for message in messages[:SHOWN]]
    return OrderView(count=len(messages), dry_run=body.dry_run, messages=shown)
