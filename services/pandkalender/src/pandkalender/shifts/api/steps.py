"""The steps of a declared shift: change, cancel, end."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from chassis.edge import Tx
from pandkalender.authorisation import Owner
from pandkalender.settings import CityRules
from pandkalender.shifts import cancel, change, end
from pandkalender.shifts.api.bodies import CancellationBody, ChangeBody, EndingBody, EndingsBody
from pandkalender.shifts.api.declare import results
from pandkalender.shifts.api.views import ResultsView, ResultView, StepTakenView, problem
from pandkalender.shifts.end import EndRequest
from pandkalender.shifts.rules import planning_state
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.shifts.store.steps import DeclaredShift

router = APIRouter(prefix="/v1")


@router.post("/shifts/{shift_id}/changes", response_model=StepTakenView)
async def change_shift(
    shift_id: UUID, body: ChangeBody, actor: Owner, rules: CityRules, tx: Tx
) -> Any:
    return _answer(await change.change(tx, actor, rules, shift_id, body.change()), tx.now)


@router.post("/shifts/{shift_id}/cancellation", response_model=StepTakenView)
async def cancel_shift(shift_id: UUID, body: CancellationBody, actor: Owner, tx: Tx) -> Any:
    return _answer(await cancel.cancel(tx, actor, shift_id, body.reason), tx.now)


@router.post("/shifts/{shift_id}/ending", response_model=StepTakenView)
async def end_shift(shift_id: UUID, body: EndingBody, actor: Owner, tx: Tx) -> Any:
    (outcome,) = await end.end(tx, actor, [EndRequest(shift_id, body.ended_at)])
    return _answer(outcome, tx.now)


@router.post("/endings", response_model=ResultsView)
async def end_shifts(body: EndingsBody, actor: Owner, tx: Tx) -> Response:
    """Each shift is decided on its own."""
    outcomes = await end.end(tx, actor, [shift.request() for shift in body.shifts])
    return results([_result(nr, outcome) for nr, outcome in enumerate(outcomes)])


def _result(index: int, outcome: DeclaredShift | Refusal) -> ResultView:
    if isinstance(outcome, Refusal):
        return ResultView.refused(index, outcome)
    return ResultView(
        index=index, status="aanvaard", shift_id=outcome.shift_id, ended_at=outcome.ended_at
    )


def _answer(outcome: DeclaredShift | Refusal, now: datetime) -> Any:
    if isinstance(outcome, Refusal):
        return problem(outcome)
    return StepTakenView(
        shift_id=outcome.shift_id,
        state=planning_state.shown(outcome.planning, outcome.period, now),
        room_id=outcome.room_id,
        starts_at=outcome.period.starts_at,
        ends_at=outcome.period.ends_at,
        late=outcome.late,
        ended_at=outcome.ended_at,
        allowed=planning_state.allowed(outcome.planning, outcome.period, now),
    )
