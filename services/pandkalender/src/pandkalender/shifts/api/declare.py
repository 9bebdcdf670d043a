"""Declare one shift, or a roster of many."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from chassis.edge import Tx
from pandkalender.authorisation import Owner
from pandkalender.settings import CityRules
from pandkalender.shifts import declare
from pandkalender.shifts.api.bodies import RosterBody, ShiftBody
from pandkalender.shifts.api.views import DeclaredView, ResultsView, ResultView, problem
from pandkalender.shifts.declare import Outcome
from pandkalender.shifts.rules.refusal import Refusal

router = APIRouter(prefix="/v1")


@router.post("/shifts", status_code=201, response_model=DeclaredView)
async def declare_shift(body: ShiftBody, actor: Owner, rules: CityRules, tx: Tx) -> Any:
    (outcome,) = await declare.declare(tx, actor, rules, [body.draft()])
    return problem(outcome) if isinstance(outcome, Refusal) else DeclaredView.of(outcome)


@router.post("/rosters", response_model=ResultsView)
async def declare_roster(body: RosterBody, actor: Owner, rules: CityRules, tx: Tx) -> Response:
    """Each shift is decided on its own; all that are accepted are declared together."""
    outcomes = await declare.declare(tx, actor, rules, [shift.draft() for shift in body.shifts])
    return results([_result(nr, outcome) for nr, outcome in enumerate(outcomes)])


def results(items: list[ResultView]) -> Response:
    content = ResultsView.of(items).model_dump_json(by_alias=True, exclude_none=True)
    return Response(content, media_type="application/json")


def _result(index: int, outcome: Outcome) -> ResultView:
    if isinstance(outcome, Refusal):
        return ResultView.refused(index, outcome)
    declared = DeclaredView.of(outcome)
    return ResultView(
        index=index,
        status="aanvaard",
        shift_id=declared.shift_id,
        late=declared.late,
        lead_minutes=declared.lead_minutes,
        identity_status=declared.identity_status,
        warnings=declared.warnings,
    )
