"""Change one declared shift: another room, other hours. All rules judge it again."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Actor
from contracts.codes import ChangeReason
from contracts.pandkalender import ShiftChanged
from pandkalender.moments.rules.period import Period
from pandkalender.premises import store as premises
from pandkalender.shifts import expire
from pandkalender.shifts.candidates import Candidate, find_occupancies_of, move_candidate
from pandkalender.shifts.declare import refuse
from pandkalender.shifts.notify_police import notify_of_conflicts, notify_of_minors
from pandkalender.shifts.rules import declaration, planning_state
from pandkalender.shifts.rules.declaration import Rules
from pandkalender.shifts.rules.occupancy import Occupancies
from pandkalender.shifts.rules.planning_state import PlanningState, Step
from pandkalender.shifts.rules.refusal import UNKNOWN_ROOM, UNKNOWN_SHIFT, Refusal
from pandkalender.shifts.store import steps
from pandkalender.shifts.store.steps import DeclaredShift, StepTaker


@dataclass(frozen=True, slots=True)
class Change:
    """The difference that is asked for; None stays as it is."""

    room_id: UUID | None
    starts_at: datetime | None
    ends_at: datetime | None
    reason: ChangeReason

    def of(self, period: Period) -> Period:
        return Period(self.starts_at or period.starts_at, self.ends_at or period.ends_at)


async def change(
    tx: Transaction, actor: Actor, rules: Rules, shift_id: UUID, wanted: Change
) -> DeclaredShift | Refusal:
    """The shift as it is now. An attempt with a minor is kept, so always commit."""
    owner = actor.organisation
    shift = (await steps.get_own_for_update(tx, owner, [shift_id])).get(shift_id)
    if shift is None:
        return UNKNOWN_SHIFT
    room_id, period = wanted.room_id or shift.room_id, wanted.of(shift.period)
    refusal = planning_state.refuse_step(
        Step.CHANGE, shift.planning, shift.period, tx.now
    ) or planning_state.refuse_change(
        shift.period, period, room_id != shift.room_id, wanted.reason, tx.now
    )
    if refusal is not None:
        return refusal
    room = (await premises.own_rooms(tx, owner, [room_id])).get(room_id)
    if room is None:
        return UNKNOWN_ROOM
    candidate = await move_candidate(tx, shift, room, period)
    occupancies = await find_occupancies_of(tx, [candidate])
    refusal = refuse(candidate, rules, occupancies, tx.now)
    if refusal in declaration.UNDERAGE:
        await notify_of_minors(tx, actor, [candidate])
    if refusal is not None:
        return refusal
    changed = replace(
        shift,
        premises_id=room.premises_id,
        room_id=room_id,
        period=period,
        planning=PlanningState.GEWIJZIGD,
        late=shift.late or _starts_late(rules, shift.period, period, tx.now),
    )
    by, reason = StepTaker.of(actor), wanted.reason.value
    refusal = await steps.save_if_free(tx, changed, by=by, reason=reason)
    if refusal is not None:
        return refusal
    await expire.plan(tx, [changed.period.ends_at])
    _record_changed(tx, shift, changed, wanted.reason)
    _notify_of_new_conflicts(tx, candidate, shift.period, occupancies)
    return changed


def _starts_late(rules: Rules, before: Period, after: Period, now: datetime) -> bool:
    """A start that moved to too soon is as late as one that was declared so."""
    moved = after.starts_at != before.starts_at
    return moved and declaration.lead(rules, after.starts_at, now).late


def _record_changed(
    tx: Transaction, before: DeclaredShift, after: DeclaredShift, reason: ChangeReason
) -> None:
    record(
        tx,
        ShiftChanged(
            shift_id=after.shift_id,
            premises_id=after.premises_id,
            room_id=after.room_id,
            starts_at=after.period.starts_at,
            ends_at=after.period.ends_at,
            previous_room_id=before.room_id,
            previous_starts_at=before.period.starts_at,
            previous_ends_at=before.period.ends_at,
            changed_at=tx.now,
            after_start=tx.now >= before.period.starts_at,
            reason=reason,
        ),
    )


def _notify_of_new_conflicts(
    tx: Transaction, candidate: Candidate, before: Period, occupancies: Occupancies
) -> None:
    elsewhere = candidate.match.elsewhere
    known = occupancies.conflicts(replace(candidate.occupancy, period=before), elsewhere)
    conflicts = occupancies.conflicts(candidate.occupancy, elsewhere)
    notify_of_conflicts(tx, [conflict for conflict in conflicts if conflict not in known])
