"""Change or cancel one declared shift. A change is judged by all rules again."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Actor
from contracts.codes import CancelReason, ChangeReason
from contracts.pandkalender import ShiftCancelled, ShiftChanged
from pandkalender.premises import store as premises
from pandkalender.shifts import expire
from pandkalender.shifts.declare import refuse
from pandkalender.shifts.protect import keep_minors, tell_conflicts
from pandkalender.shifts.rules import declaration, planning
from pandkalender.shifts.rules.declaration import Rules
from pandkalender.shifts.rules.occupation import Occupation
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.planning import Planning, Step
from pandkalender.shifts.rules.refusal import (
    ROOM_TAKEN,
    UNKNOWN_ROOM,
    UNKNOWN_SHIFT,
    WORKER_TWICE,
    Refusal,
)
from pandkalender.shifts.store import shifts
from pandkalender.shifts.store.shifts import Shift
from pandkalender.workers.lookup import Candidate, occupied, recognise_again


@dataclass(frozen=True, slots=True)
class Change:
    """What should be different; None stays as it is."""

    room_id: UUID | None
    starts_at: datetime | None
    ends_at: datetime | None
    reason: ChangeReason

    def of(self, period: Period) -> Period:
        return Period(self.starts_at or period.starts_at, self.ends_at or period.ends_at)


async def change(
    tx: Transaction, actor: Actor, rules: Rules, shift_id: UUID, wanted: Change
) -> Shift | Refusal:
    """The shift as it is now. An attempt with a minor is kept, so always commit."""
    owner = actor.organisation
    shift = (await shifts.lock_own(tx, owner, [shift_id])).get(shift_id)
    if shift is None:
        return UNKNOWN_SHIFT
    room_id, period = wanted.room_id or shift.room_id, wanted.of(shift.period)
    refusal = planning.refuse_step(
        Step.CHANGE, shift.planning, shift.period, tx.now
    ) or planning.refuse_change(
        shift.period, period, room_id != shift.room_id, wanted.reason, tx.now
    )
    if refusal is not None:
        return refusal
    room = (await premises.own_rooms(tx, owner, [room_id])).get(room_id)
    if room is None:
        return UNKNOWN_ROOM
    candidate = await recognise_again(tx, shift, room, period)
    occupation = await occupied(tx, [candidate])
    refusal = refuse(candidate, rules, occupation, tx.now)
    if refusal in declaration.UNDERAGE:
        await keep_minors(tx, actor, [candidate])
    if refusal is not None:
        return refusal
    changed = replace(
        shift,
        premises_id=room.premises_id,
        room_id=room_id,
        period=period,
        planning=Planning.GEWIJZIGD,
        late=shift.late or _starts_late(rules, shift.period, period, tx.now),
    )
    refusal = await _save(tx, actor, changed, wanted.reason)
    if refusal is None:
        _tell(tx, shift, changed, wanted.reason)
        _tell_new_conflicts(tx, candidate, shift.period, occupation)
    return refusal or changed


async def cancel(
    tx: Transaction, actor: Actor, shift_id: UUID, reason: CancelReason
) -> Shift | Refusal:
    shift = (await shifts.lock_own(tx, actor.organisation, [shift_id])).get(shift_id)
    if shift is None:
        return UNKNOWN_SHIFT
    refusal = planning.refuse_step(Step.CANCEL, shift.planning, shift.period, tx.now)
    if refusal is not None:
        return refusal
    cancelled = replace(shift, planning=Planning.GEANNULEERD)
    await shifts.step(tx, [cancelled], by=shifts.by(actor), reason=reason.value)
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


def _starts_late(rules: Rules, before: Period, after: Period, now: datetime) -> bool:
    """A start that moved to too soon is as late as one that was declared so."""
    moved = after.starts_at != before.starts_at
    return moved and declaration.lead(rules, after.starts_at, now).late


async def _save(
    tx: Transaction, actor: Actor, changed: Shift, reason: ChangeReason
) -> Refusal | None:
    """Another request may have been first; then the database refuses, and nothing is saved."""
    try:
        async with tx.conn.transaction():
            await shifts.step(tx, [changed], by=shifts.by(actor), reason=reason.value)
    except asyncpg.ExclusionViolationError as error:
        return WORKER_TWICE if error.constraint_name == shifts.WORKER_TWICE else ROOM_TAKEN
    await expire.plan(tx, [changed.period.ends_at])
    return None


def _tell(tx: Transaction, before: Shift, after: Shift, reason: ChangeReason) -> None:
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


def _tell_new_conflicts(
    tx: Transaction, candidate: Candidate, before: Period, occupation: Occupation
) -> None:
    told = occupation.conflicts(replace(candidate.wanted, period=before), candidate.elsewhere)
    now = occupation.conflicts(candidate.wanted, candidate.elsewhere)
    tell_conflicts(tx, [conflict for conflict in now if conflict not in told])
