"""Cancel one declared shift that has not begun."""

from dataclasses import replace
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Actor
from contracts.codes import CancelReason
from contracts.pandkalender import ShiftCancelled
from pandkalender.shifts.rules import planning_state
from pandkalender.shifts.rules.planning_state import PlanningState, Step
from pandkalender.shifts.rules.refusal import UNKNOWN_SHIFT, Refusal
from pandkalender.shifts.store import steps
from pandkalender.shifts.store.steps import DeclaredShift, StepTaker


async def cancel(
    tx: Transaction, actor: Actor, shift_id: UUID, reason: CancelReason
) -> DeclaredShift | Refusal:
    """The shift as it is now."""
    shift = (await steps.get_own_for_update(tx, actor.organisation, [shift_id])).get(shift_id)
    if shift is None:
        return UNKNOWN_SHIFT
    refusal = planning_state.refuse_step(Step.CANCEL, shift.planning, shift.period, tx.now)
    if refusal is not None:
        return refusal
    cancelled = replace(shift, planning=PlanningState.GEANNULEERD)
    await steps.save_step(tx, [cancelled], by=StepTaker.of(actor), reason=reason.value)
    record(
        tx,
        ShiftCancelled(
            shift_id=shift.shift_id,
            premises_id=shift.premises_id,
            cancelled_at=tx.now,
            reason=reason,
        ),
    )
    return cancelled
