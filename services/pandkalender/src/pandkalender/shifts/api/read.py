"""Read shifts: owners their own, and the police all."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Page, Problem, TrustDomain, hal, listed, purpose
from pandkalender.authorisation import Owner, Reader, scope
from pandkalender.moments.api import Moment
from pandkalender.shifts import read
from pandkalender.shifts.api.views import PoliceShiftView, ShiftView, ShiftWithHistoryView
from pandkalender.shifts.read import ShiftPage
from pandkalender.shifts.rules.planning_state import PlanningState
from pandkalender.shifts.store import shifts
from pandkalender.shifts.store.shift_rows import ShiftQuery

router = APIRouter(prefix="/v1")

PURPOSE = purpose("toezicht", "bescherming", "dossier", "onderhoud")


async def _police_purpose(
    actor: Reader, code: Annotated[str | None, Header(alias="Krachtlijn-Purpose")] = None
) -> str | None:
    """Owners read their own entries; the police say what for (DP-03)."""
    if actor.domain is not TrustDomain.POLITIE:
        return None
    given: str = await PURPOSE.dependency(code)
    return given


PolicePurpose = Annotated[str | None, Depends(_police_purpose)]


@router.get("/shifts", **listed(ShiftView | PoliceShiftView))
async def list_shifts(
    request: Request,
    page: Page,
    actor: Reader,
    reason: PolicePurpose,
    tx: Tx,
    after: Annotated[Moment | None, Query(alias="from")] = None,
    before: Annotated[Moment | None, Query(alias="to")] = None,
    state: PlanningState | None = None,
) -> Response:
    """Shifts that touch the time from ``from`` to ``to``; the police do not see workers here."""
    query = ShiftQuery(scope(actor), after, before, state)
    asked = ShiftPage(page.page, page.pagesize + 1, page.offset)
    views: list[ShiftView | PoliceShiftView]
    if reason is None:
        own = await read.list_own(tx, actor, query, asked)
        views = [ShiftView.model_validate(shift) for shift in own]
    else:
        every = await read.list_all(tx, actor, query, asked, reason)
        views = [PoliceShiftView.of(shift) for shift in every]
    more = len(views) > page.pagesize
    return hal(request, "shifts", views[: page.pagesize], page, more=more)


@router.get("/shifts/{shift_id}", response_model=ShiftWithHistoryView)
async def read_shift(shift_id: UUID, actor: Owner, tx: Tx) -> Any:
    shift = await read.read_own(tx, actor, shift_id)
    if shift is None:
        raise Problem.not_found("Deze aangifte")
    return ShiftWithHistoryView.of(shift, await shifts.list_steps(tx, shift_id))
