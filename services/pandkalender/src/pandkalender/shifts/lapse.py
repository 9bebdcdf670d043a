"""Let shifts lapse that cannot take place: nobody decided it, and the owner reads why."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import LapseReason
from contracts.pandkalender import ShiftLapsed
from pandkalender.moments.rules.period import Period
from pandkalender.premises import store as premises
from pandkalender.premises.rules import without_term
from pandkalender.shifts.rules.planning_state import PlanningState
from pandkalender.shifts.store import steps
from pandkalender.shifts.store.steps import CLOCK, DeclaredShift


async def lapse(tx: Transaction, shifts: Sequence[DeclaredShift], reason: LapseReason) -> None:
    """The shifts are held for a step."""
    lapsed = [replace(shift, planning=PlanningState.VERVALLEN) for shift in shifts]
    await steps.save_step(tx, lapsed, by=CLOCK, reason=reason.value)
    for shift in lapsed:
        record(
            tx,
            ShiftLapsed(
                shift_id=shift.shift_id,
                premises_id=shift.premises_id,
                lapsed_at=tx.now,
                reason=reason,
            ),
        )


async def lapse_past_the_end(tx: Transaction, premises_id: UUID) -> None:
    """A declaration ended, or its renewal was refused: what was declared past its end lapses.

    What a closure or suspension bars waits until it begins, since these may be lifted.
    """
    ahead = await steps.get_ahead_for_update(tx, premises_id)
    facts = (await premises.list_facts(tx, {premises_id}))[premises_id]
    past = [shift for shift in ahead if without_term(facts, Period.at(shift.period.starts_at))]
    await lapse(tx, past, LapseReason.PAND_GEBLOKKEERD)


async def lapse_of_former_owners(tx: Transaction, premises_id: UUID, owner: str) -> None:
    """After a sale the rooms are the buyer's: what the seller had declared ahead lapses.

    A shift that began goes on, and ends as any other.
    """
    ahead = await steps.get_ahead_of_others_for_update(tx, premises_id, owner)
    await lapse(tx, ahead, LapseReason.ANDERE_EIGENAAR)
