"""API of the court calendar: days to come, one more, one less."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Actor, Body, CalendarDay, Page, View, allow, hal, listed
from enforcement.cases.rules import CaseKind
from enforcement.cases.scope import scope_of
from enforcement.court_calendar import plan_day, store
from enforcement.court_calendar.rules import CourtDayKind
from enforcement.functions import CASE_WORKERS

router = APIRouter(prefix="/v1/court-days", tags=["rechtbankkalender"])

CaseWorker = Annotated[Actor, allow(*CASE_WORKERS)]


class CourtDayBody(Body):
    """``number``: of a case in which an appeal runs."""

    number: str = Field(min_length=1, max_length=40)
    kind: CourtDayKind
    on: CalendarDay


class CourtDayView(View):
    day_id: UUID
    case_id: UUID
    kind: CourtDayKind
    on_day: date


class PlannedView(CourtDayView):
    """``rollNumber`` and ``lawOffice`` as far as they are known."""

    case_kind: CaseKind
    number: str
    roll_number: str | None
    law_office: str | None


class CancelledView(View):
    day_id: UUID


@router.get("", **listed(PlannedView))
async def list_days(request: Request, tx: Tx, actor: CaseWorker, page: Page) -> Response:
    """From today on, the soonest first."""
    kinds = scope_of(actor.function).kinds
    rows = await store.since(tx, kinds, city_day(tx.now), page.offset, page.pagesize + 1)
    items = [PlannedView.model_validate(row) for row in rows[: page.pagesize]]
    return hal(request, "courtDays", items, page, more=len(rows) > page.pagesize)


@router.post("")
async def post_day(body: CourtDayBody, tx: Tx, actor: CaseWorker) -> CourtDayView:
    day = await plan_day.plan_day(tx, actor, body.number, body.kind, body.on)
    return CourtDayView.model_validate(day)


@router.post("/{day_id}/cancellation")
async def post_cancellation(day_id: UUID, tx: Tx, actor: CaseWorker) -> CancelledView:
    await plan_day.cancel_day(tx, actor, day_id)
    return CancelledView(day_id=day_id)
