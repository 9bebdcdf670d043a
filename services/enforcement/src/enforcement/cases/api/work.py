"""Work on cases over HTTP: lists, assignment, follow-up, colleagues and their absences."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Body, Function, Page, View, hal, listed
from enforcement.cases.api.access import GasReader
from enforcement.cases.api.bodies import Day
from enforcement.cases.assign import assign, case_for, reader_for
from enforcement.cases.plan_follow_up import plan_follow_up
from enforcement.cases.report_absence import report_absence
from enforcement.cases.rules import Absence, CaseKind, WorkList
from enforcement.cases.store import assignments, case_list, colleagues
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS, SANCTIONING

router = APIRouter(prefix="/v1", tags=["werk aan dossiers"])


class WorkView(View):
    """``safe_day`` and ``last_day`` are of the running term that ends first."""

    case_id: UUID
    kind: CaseKind
    number: str
    state: str
    fact_code: str
    subject: str | None
    is_away: bool
    term: str | None
    safe_day: date | None
    last_day: date | None
    on_day: date | None


class ColleagueView(View):
    """``subject`` is a pseudonym."""

    colleague_id: UUID
    subject: str
    function: Function
    shown_as: str | None
    away_from: date | None
    away_until: date | None


class AssignmentBody(Body):
    """``colleague_id`` null: nobody works on the case any more."""

    colleague_id: UUID | None


class AssignmentView(View):
    case_id: UUID
    colleague_id: UUID | None


class FollowUpBody(Body):
    """``on`` null: the day is taken off."""

    on: Day | None
    note: str | None = Field(default=None, max_length=200)


class FollowUpView(View):
    case_id: UUID
    on_day: date | None
    note: str | None


class AbsenceBody(Body):
    """``since`` null: the colleague is back. Both days count; no end while nobody knows it."""

    since: Day | None
    until: Day | None = None


@router.get("/cases", **listed(WorkView))
async def list_work(
    request: Request,
    tx: Tx,
    actor: GasReader,
    page: Page,
    lijst: Annotated[WorkList, Query()] = WorkList.MIJN,
    state: str | None = None,
) -> Response:
    """Running cases, the soonest term or follow-up on top."""
    await colleagues.meet(tx, actor)
    who = reader_for(tx, actor, request.app.state.procedures)
    rows = await case_list.cases(
        tx, who, case_list.Choice(lijst, state), page.offset, page.pagesize + 1
    )
    items = [WorkView.model_validate(row) for row in rows[: page.pagesize]]
    return hal(request, "cases", items, page, more=len(rows) > page.pagesize)


@router.post("/cases/{case_id}/assignment")
async def post_assignment(
    case_id: UUID, body: AssignmentBody, tx: Tx, actor: GasReader
) -> AssignmentView:
    case = await case_for(tx, case_id, actor.function)
    await assign(tx, case, body.colleague_id, By.actor(actor))
    return AssignmentView(case_id=case_id, colleague_id=await assignments.colleague_of(tx, case_id))


@router.post("/cases/{case_id}/follow-up")
async def post_follow_up(
    case_id: UUID, body: FollowUpBody, tx: Tx, actor: GasReader
) -> FollowUpView:
    case = await case_for(tx, case_id, actor.function)
    await plan_follow_up(tx, case, body.on, body.note)
    return FollowUpView(case_id=case_id, on_day=body.on, note=body.on and body.note)


@router.get("/colleagues", **listed(ColleagueView))
async def list_colleagues(request: Request, tx: Tx, actor: GasReader, page: Page) -> Response:
    """Those who work on cases, and who asks."""
    await colleagues.meet(tx, actor)
    team = await colleagues.of_functions(tx, CASE_WORKERS | SANCTIONING)
    shown = team[page.offset : page.offset + page.pagesize]
    items = [ColleagueView.model_validate(each) for each in shown]
    return hal(request, "colleagues", items, page, total=len(team))


@router.post("/colleagues/{colleague_id}/absence")
async def post_absence(
    colleague_id: UUID, body: AbsenceBody, tx: Tx, actor: GasReader
) -> ColleagueView:
    absence = None if body.since is None else Absence(body.since, body.until)
    await report_absence(tx, colleague_id, absence)
    return ColleagueView.model_validate(await colleagues.get(tx, colleague_id))
