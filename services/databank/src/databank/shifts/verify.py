"""Officers in the window premises: who is there, compared with what was declared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Problem
from contracts.codes import Branch
from contracts.databank import (
    ShiftAbsenceObserved,
    ShiftVerified,
    UnannouncedPresenceObserved,
)
from contracts.identity import IdentityClaim
from databank.detection.patterns.store import work
from databank.detection.patterns.store.work import FactChange
from databank.detection.rules.sighting import RecordedSighting
from databank.detection.sightings import Observation, record_sightings
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.shifts.rules.shift import Shift
from databank.shifts.rules.verification import STATE_AFTER, Outcome
from databank.shifts.store import shifts, verifications

VERIFICATION = "verification"


@dataclass(frozen=True, slots=True)
class Found:
    """What an officer found. Without a shift: somebody works whom nobody declared."""

    outcome: Outcome
    observed_at: datetime
    shift_id: UUID | None = None
    premises_id: UUID | None = None
    room_id: UUID | None = None
    person: IdentityClaim | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    verification_id: UUID
    person_id: UUID | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Place:
    """Where it was, and the declared shift if there is one."""

    id: UUID
    premises_id: UUID
    room_id: UUID
    shift: Shift | None


async def verify(tx: Transaction, officer: str, found: Sequence[Found]) -> list[Verified | Problem]:
    """Each decided on its own, and all written together; a problem writes nothing of its item."""
    known = await shifts.by_ids(tx.conn, {one.shift_id for one in found if one.shift_id})
    places = [_place(one, known) for one in found]
    good = [
        (one, place) for one, place in zip(found, places, strict=True) if isinstance(place, _Place)
    ]
    others = await _resolve(tx, good)
    seen = [(one, place, _person(one, place, others)) for one, place in good]
    await verifications.add(
        tx.conn,
        [
            (
                place.id,
                one.shift_id,
                place.premises_id,
                place.room_id,
                person.person_id if person else None,
                person.claim_id if person else None,
                one.outcome.value,
                one.observed_at,
                tx.now,
                officer,
            )
            for one, place, person in seen
        ],
    )
    await shifts.set_verification(tx.conn, _latest(good))
    await record_sightings(
        tx,
        [
            _observation(tx, one, place, person)
            for one, place, person in seen
            if person and one.outcome in (Outcome.AANWEZIG, Outcome.ANDERE)
        ],
    )
    await work.note_changes(
        tx.conn, [_fact_change(shift) for _, place in good if (shift := place.shift)]
    )
    for one, place in good:
        _tell(tx, one, place)
    persons = {place.id: person for _, place, person in seen}
    return [
        place
        if isinstance(place, Problem)
        else Verified(place.id, _id_of(persons[place.id]), one.outcome)
        for one, place in zip(found, places, strict=True)
    ]


def _place(found: Found, known: dict[UUID, Shift]) -> _Place | Problem:
    if found.shift_id is not None:
        shift = known.get(found.shift_id)
        if shift is None:
            return Problem(
                404,
                "aangifte-onbekend",
                lazy(
                    "Deze aangifte is nog niet bij ons bekend. Kijk het nummer na of probeer het zo"
                    " dadelijk opnieuw."
                ),
            )
        return _Place(uuid4(), shift.premises_id, shift.room_id, shift)
    if found.outcome is not Outcome.ANDERE:
        reason = lazy(
            "Geef de aangifte waarover het gaat, of kies 'andere' als er geen aangifte is."
        )
        return Problem.field("shiftId", reason)
    if found.premises_id is None or found.room_id is None:
        reason = lazy("Geef het pand en de ruimte als er geen aangifte is.")
        return Problem.field("premisesId", reason)
    return _Place(uuid4(), found.premises_id, found.room_id, None)


async def _resolve(tx: Transaction, good: Sequence[tuple[Found, _Place]]) -> dict[UUID, Resolution]:
    """Who was there instead, where the officer wrote it down, by verification."""
    named = [(one, place) for one, place in good if one.outcome is Outcome.ANDERE and one.person]
    given = [
        IncomingClaim(one.person, VERIFICATION, place.id, Branch.RAAM)
        for one, place in named
        if one.person
    ]
    resolved = await resolve(tx, given) if given else []
    return {place.id: one for (_, place), one in zip(named, resolved, strict=True)}


def _person(
    found: Found, place: _Place, others: dict[UUID, Resolution]
) -> Shift | Resolution | None:
    return others.get(place.id) if found.outcome is Outcome.ANDERE else place.shift


def _id_of(person: Shift | Resolution | None) -> UUID | None:
    return person.person_id if person else None


def _latest(good: Sequence[tuple[Found, _Place]]) -> list[tuple[UUID, str, datetime]]:
    latest: dict[UUID, tuple[UUID, str, datetime]] = {}
    for one, place in sorted(good, key=lambda pair: pair[0].observed_at):
        if place.shift:
            shift_id = place.shift.shift_id
            latest[shift_id] = (shift_id, STATE_AFTER[one.outcome].value, one.observed_at)
    return [*latest.values()]


def _observation(
    tx: Transaction, found: Found, place: _Place, person: Shift | Resolution
) -> Observation:
    sighting = RecordedSighting.of_claim(
        person, Branch.RAAM, found.observed_at, (VERIFICATION, place.id), tx.now
    )
    return Observation(sighting, tx)


def _fact_change(shift: Shift) -> FactChange:
    """For the patterns: whether the declared person was there is a fact about the whole shift."""
    return FactChange(
        begins_at=shift.starts_at,
        ends_at=shift.ends_at,
        person_id=shift.person_id,
        source=("shift", shift.shift_id),
    )


def _tell(tx: Transaction, found: Found, place: _Place) -> None:
    match found.outcome, place.shift:
        case Outcome.AANWEZIG, Shift(shift_id=shift_id):
            record(tx, ShiftVerified(shift_id=shift_id, verified_at=found.observed_at))
        case Outcome.AFWEZIG, Shift(shift_id=shift_id):
            record(tx, ShiftAbsenceObserved(shift_id=shift_id, observed_at=found.observed_at))
        case Outcome.ANDERE, shift:
            record(
                tx,
                UnannouncedPresenceObserved(
                    observation_id=place.id,
                    premises_id=place.premises_id,
                    room_id=place.room_id,
                    shift_id=shift.shift_id if shift else None,
                    observed_at=found.observed_at,
                ),
            )
