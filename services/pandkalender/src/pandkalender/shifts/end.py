"""End shifts that began: one or many in one call, each decided on its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Actor
from contracts.pandkalender import ShiftEnded
from pandkalender.shifts.rules import planning_state
from pandkalender.shifts.rules.planning_state import PlanningState, Step
from pandkalender.shifts.rules.refusal import UNKNOWN_SHIFT, Refusal
from pandkalender.shifts.store import steps
from pandkalender.shifts.store.steps import DeclaredShift, StepTaker


@dataclass(frozen=True, slots=True)
class EndRequest:
    """A shift to end; without ``ended_at`` now, or at the declared end when that is past."""

    shift_id: UUID
    ended_at: datetime | None


async def end(
    tx: Transaction, actor: Actor, requests: Sequence[EndRequest]
) -> list[DeclaredShift | Refusal]:
    """One outcome per request, in their order. Ending again what ended just so is not wrong."""
    ids = (request.shift_id for request in requests)
    known = await steps.get_own_for_update(tx, actor.organisation, ids)
    ended: list[DeclaredShift] = []
    outcomes: list[DeclaredShift | Refusal] = []
    for request in requests:
        shift = known.get(request.shift_id)
        outcome = _end(shift, request, tx.now) if shift else UNKNOWN_SHIFT
        if isinstance(outcome, DeclaredShift) and outcome is not shift:
            known[outcome.shift_id] = outcome
            ended.append(outcome)
        outcomes.append(outcome)
    await steps.save_step(tx, ended, by=StepTaker.of(actor))
    for shift in ended:
        record_ended(tx, shift)
    return outcomes


def record_ended(tx: Transaction, shift: DeclaredShift) -> None:
    """Tell that a shift is over."""
    ended_at = shift.ended_at or shift.period.ends_at
    record(
        tx,
        ShiftEnded(
            shift_id=shift.shift_id,
            premises_id=shift.premises_id,
            ended_at=ended_at,
            early=ended_at < shift.period.ends_at,
        ),
    )


def _end(shift: DeclaredShift, request: EndRequest, now: datetime) -> DeclaredShift | Refusal:
    if shift.planning is PlanningState.BEEINDIGD and request.ended_at in (None, shift.ended_at):
        return shift
    refusal = planning_state.refuse_step(Step.END, shift.planning, shift.period, now)
    if refusal is not None:
        return refusal
    ended_at = planning_state.end_of(shift.period, request.ended_at, now)
    if isinstance(ended_at, Refusal):
        return ended_at
    return replace(shift, planning=PlanningState.BEEINDIGD, ended_at=ended_at)
