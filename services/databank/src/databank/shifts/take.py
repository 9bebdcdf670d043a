"""Take what owners declare, in bulk: the databank's hot path.

All events about shifts that queued together are applied in their order, and written once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.branches import Branch
from contracts.pandkalender import (
    ShiftCancelled,
    ShiftChanged,
    ShiftDeclared,
    ShiftEnded,
    ShiftLapsed,
)
from databank.detection.patterns.store import work
from databank.detection.patterns.store.work import FactChange
from databank.detection.record_sightings import Observation, record_sightings
from databank.identity_status.tell_owners import tell_of_minors
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.shifts.rules.shift import Shift
from databank.shifts.store import shifts
from databank.sightings.rules.sighting import RecordedSighting
from databank.welfare import minors
from databank.welfare.minors import EnteredPerson, protect_minor
from databank.worker_codes.codes import keep_up

SHIFT = "shift"
ShiftEvent = ShiftDeclared | ShiftChanged | ShiftCancelled | ShiftLapsed | ShiftEnded
SHIFT_EVENTS = (ShiftDeclared, ShiftChanged, ShiftCancelled, ShiftLapsed, ShiftEnded)
Item = tuple[ShiftEvent, Transaction]


@dataclass(slots=True)
class _Change:
    """A shift as it is stored and as it becomes, with the event that changed it last."""

    before: Shift | None
    after: Shift
    tx: Transaction
    since: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.since = self.after.starts_at if self.before is None else self.before.starts_at


async def take(items: Sequence[Item]) -> None:
    """All events of shifts. A shift that nobody declared is rejected."""
    if not items:
        return
    tx = items[0][1]
    declared = [(event, view) for event, view in items if isinstance(event, ShiftDeclared)]
    people = await _resolve(tx, [event for event, _ in declared])
    known = await shifts.by_ids(tx.conn, {event.shift_id for event, _ in items})
    changes: dict[UUID, _Change] = {}
    for event, view in items:
        shift_id = event.shift_id
        if isinstance(event, ShiftDeclared):
            after = _declared(event, people[shift_id])
            changes[shift_id] = _Change(known.get(shift_id), after, view)
            continue
        change = changes.get(shift_id)
        before = change.after if change else known.get(shift_id)
        if before is None:
            raise RejectedError("nobody declared this shift")
        if change is None:
            changes[shift_id] = _Change(before, before.after(event), view)
        else:
            change.after, change.tx = before.after(event), view
    await shifts.put(tx.conn, [change.after for change in changes.values()])
    moved = [change for change in changes.values() if _is_sighting_changed(change)]
    await record_sightings(tx, [_observation(change) for change in moved])
    await work.note_changes(
        tx.conn, [_fact_change(c.before, c) for c in changes.values() if c.before]
    )
    await _protect_minors(declared, people)
    if declared:
        refs = {event.worker.value.worker_ref for event, _ in declared}
        person_ids = {resolution.person_id for resolution in people.values()}
        await keep_up(tx, person_ids, refs)
        await tell_of_minors(tx, person_ids, refs)


async def _resolve(tx: Transaction, declared: Sequence[ShiftDeclared]) -> dict[UUID, Resolution]:
    if not declared:
        return {}
    claims = []
    for event in declared:
        worker = event.worker.value
        claims.append(
            IncomingClaim(worker.identity, SHIFT, event.shift_id, Branch.RAAM, worker.worker_ref)
        )
    resolved = await resolve(tx, claims)
    return {
        event.shift_id: resolution for event, resolution in zip(declared, resolved, strict=True)
    }


async def _protect_minors(
    declared: Sequence[tuple[ShiftDeclared, Transaction]], people: dict[UUID, Resolution]
) -> None:
    """The calendar lets no minor be declared; one who comes through all the same is not missed."""
    for event, view in declared:
        identity, resolution = event.worker.value.identity, people[event.shift_id]
        person = EnteredPerson(
            resolution.person_id,
            resolution.claim_id,
            identity.birth_date,
            identity.national_number,
            event.starts_at,
        )
        facts = {
            "shiftId": event.shift_id,
            "premisesId": event.premises_id,
            "roomId": event.room_id,
            "startsAt": event.starts_at,
            "endsAt": event.ends_at,
        }
        if person.may_be_minor:
            await protect_minor(view, person, minors.DECLARED, facts)


def _declared(event: ShiftDeclared, person: Resolution) -> Shift:
    return Shift(
        shift_id=event.shift_id,
        claim_id=person.claim_id,
        person_id=person.person_id,
        confidence=person.confidence,
        premises_id=event.premises_id,
        room_id=event.room_id,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        declared_at=event.declared_at,
        late=event.late,
    )


def _is_sighting_changed(change: _Change) -> bool:
    before, after = change.before, change.after
    return (
        before is None
        or before.starts_at != after.starts_at
        or before.is_cancelled != after.is_cancelled
    )


def _fact_change(before: Shift, change: _Change) -> FactChange:
    """For the patterns: the hours and the place that the shift had, and those that it has."""
    return FactChange(
        begins_at=min(before.starts_at, change.after.starts_at),
        ends_at=max(before.ends_at, change.after.ends_at),
        person_id=change.after.person_id,
        premises_id=before.premises_id,
        source=(SHIFT, change.after.shift_id),
    )


def _observation(change: _Change) -> Observation:
    """A declared shift is a sighting at its start; a cancelled one says nothing any more."""
    shift, now = change.after, change.tx.now
    withdrawn_at = now if shift.is_cancelled else None
    sighting = RecordedSighting.of_claim(
        shift, Branch.RAAM, shift.starts_at, (SHIFT, shift.shift_id), now, withdrawn_at
    )
    return Observation(sighting, change.tx, moved_from=change.since)
