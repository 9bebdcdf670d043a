"""End shifts that began: one or many in one call, each decided on its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Actor
from contracts.pandkalender import ShiftEnded
from pandkalender.shifts.rules import planning
from pandkalender.shifts.rules.planning import Planning, Step
from pandkalender.shifts.rules.refusal import UNKNOWN_SHIFT, Refusal
from pandkalender.shifts.store import shifts
from pandkalender.shifts.store.shifts import Shift


@dataclass(frozen=True, slots=True)
class Wish:
    """Without ``ended_at``: now, or at the declared end when that is past."""

    shift_id: UUID
    ended_at: datetime | None


async def end(tx: Transaction, actor: Actor, wishes: Sequence[Wish]) -> list[Shift | Refusal]:
    """One outcome per wish, in their order. Who ends again what ended just so is not wrong."""
    known = await shifts.lock_own(tx, actor.organisation, (wish.shift_id for wish in wishes))
    ended: list[Shift] = []
    outcomes: list[Shift | Refusal] = []
    for wish in wishes:
        shift = known.get(wish.shift_id)
        outcome = _end(shift, wish, tx.now) if shift else UNKNOWN_SHIFT
        if isinstance(outcome, Shift) and outcome is not shift:
            known[outcome.shift_id] = outcome
            ended.append(outcome)
        outcomes.append(outcome)
    await shifts.step(tx, ended, by=shifts.by(actor))
    for shift in ended:
        tell(tx, shift)
    return outcomes


def tell(tx: Transaction, shift: Shift) -> None:
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


def _end(shift: Shift, wish: Wish, now: datetime) -> Shift | Refusal:
    if shift.planning is Planning.BEEINDIGD and wish.ended_at in (None, shift.ended_at):
        return shift
    refusal = planning.refuse_step(Step.END, shift.planning, shift.period, now)
    if refusal is not None:
        return refusal
    ended_at = planning.end_of(shift.period, wish.ended_at, now)
    if isinstance(ended_at, Refusal):
        return ended_at
    return replace(shift, planning=Planning.BEEINDIGD, ended_at=ended_at)
