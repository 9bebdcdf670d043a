"""Page of ``/rechtbank``: the days in court to come, and a form for one more."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError
from chassis.web import Actor, Body, CalendarDay, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from enforcement.cases import labels as words
from enforcement.cases.labels import left
from enforcement.cases.scope import scope_of
from enforcement.court_calendar import labels, plan_day, store
from enforcement.court_calendar.rules import CourtDayKind
from enforcement.functions import CASE_WORKERS

router = APIRouter(include_in_schema=False, prefix="/rechtbank")

CaseWorker = Annotated[Actor, allow(*CASE_WORKERS)]
ON_A_PAGE = 50
FIELDS = {"number": "dossier", "on": "dag"}


class CourtDayForm(Body):
    number: str = Field(min_length=1, max_length=40, alias="dossier")
    kind: CourtDayKind = Field(alias="soort")
    on: CalendarDay = Field(alias="dag")


@router.get("")
async def get_calendar(
    request: Request,
    tx: Tx,
    actor: CaseWorker,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    return await _show(request, tx, actor, Form(), number=number)


@router.post("")
async def post_day(request: Request, tx: Tx, actor: CaseWorker) -> Response:
    form = await read(request, CourtDayForm)
    if form.model is not None:
        wanted = form.model
        try:
            await plan_day.plan_day(tx, actor, wanted.number, wanted.kind, wanted.on)
            await tell(tx, request, _("De dag staat in de kalender."))
            return go("/rechtbank")
        except FieldRefusedError as refusal:
            form.errors[FIELDS[refusal.field]] = refusal.reason
    return await _show(request, tx, actor, form, status=422)


@router.post("/{day_id}/weg")
async def post_off(request: Request, day_id: UUID, tx: Tx, actor: CaseWorker) -> Response:
    await plan_day.cancel_day(tx, actor, day_id)
    await tell(tx, request, _("De dag staat niet meer in de kalender."))
    return go("/rechtbank")


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    form: Form[Any],
    *,
    status: int = 200,
    number: int = 1,
) -> Response:
    today: date = city_day(tx.now)
    kinds, offset = scope_of(actor.function).kinds, (number - 1) * ON_A_PAGE
    rows = await store.since(tx, kinds, today, offset, ON_A_PAGE + 1)
    return page(
        request,
        "court_calendar.html",
        status=status,
        rows=rows[:ON_A_PAGE],
        more=len(rows) > ON_A_PAGE,
        number=number,
        today=today,
        labels=labels,
        words=words,
        procedures=request.app.state.procedures,
        left=left,
        form=form,
    )
