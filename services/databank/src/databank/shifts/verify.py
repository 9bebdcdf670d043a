"""Verify on the spot: officers in the window premises compare presence with declarations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.observed import refuse_moment
from chassis.refusals import FieldRefusedError, RefusedError
from contracts.branches import Branch
from contracts.databank import (
    ShiftAbsenceObserved,
    ShiftVerified,
    UnannouncedPresenceObserved,
)
from databank.access.shields.view import over_everybody
from databank.detection.patterns.store import work
from databank.detection.patterns.store.work import FactChange
from databank.detection.record_sightings import Observation, record_sightings
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.shifts.observe_again import looked_at
from databank.shifts.rules.shift import Shift, runs_at
from databank.shifts.rules.verification import (
    OF_A_RUNNING_SHIFT,
    STATE_AFTER,
    NotDuringShiftError,
    Outcome,
    UnknownShiftError,
)
from databank.shifts.store import shifts, verifications
from databank.shifts.store.shifts import LatestVerification
from databank.shifts.store.verifications import Verification
from databank.sightings.rules.sighting import RecordedSighting
from databank.stated_identity.rules.stated_identity import StatedIdentity
from databank.welfare import minors
from databank.welfare.minors import EnteredPerson, protect_minor
from databank.welfare.rules import source
from linkage.claim import RawClaim

VERIFICATION = "verification"
PRESENT = frozenset({Outcome.AANWEZIG, Outcome.ANDERE})
"""Outcomes of a look at which somebody was there."""


@dataclass(frozen=True, slots=True)
class SpotCheck:
    """A look at a room; without a shift, somebody works there who was never declared.

    ``person`` is of whoever is there: instead of the declared one, or the declared one herself.
    """

    outcome: Outcome
    observed_at: datetime
    shift_id: UUID | None = None
    premises_id: UUID | None = None
    room_id: UUID | None = None
    person: StatedIdentity | None = None
    id: UUID = field(default_factory=uuid4)
    """Of the verification."""


@dataclass(frozen=True, slots=True)
class VerificationResult:
    """The verification that was kept, with its person where that is known."""

    verification_id: UUID
    person_id: UUID | None
    outcome: Outcome
    signal_id: UUID | None = None
    """The signal about a person present who may be a minor."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The room, and its declared shift if there is one."""

    id: UUID
    premises_id: UUID
    room_id: UUID
    shift: Shift | None


@over_everybody
async def verify(
    tx: Transaction, officer: str, checks: Sequence[SpotCheck]
) -> list[VerificationResult | RefusedError]:
    """Each decided on its own, and all written together; a refusal writes nothing of its item."""
    known = await shifts.by_ids(tx.conn, {check.shift_id for check in checks if check.shift_id})
    places = [
        refuse_moment("observedAt", check.observed_at, tx.now) or _place(check, known)
        for check in checks
    ]
    good = [
        (check, place)
        for check, place in zip(checks, places, strict=True)
        if isinstance(place, _Place)
    ]
    others = await _resolve(tx, good)
    with_person = [(check, place, _person(check, place, others)) for check, place in good]
    await verifications.add(
        tx.conn,
        [
            Verification(
                id=place.id,
                shift_id=place.shift.shift_id if place.shift else None,
                premises_id=place.premises_id,
                room_id=place.room_id,
                person_id=person.person_id if person else None,
                claim_id=person.claim_id if person else None,
                outcome=check.outcome,
                observed_at=check.observed_at,
                recorded_at=tx.now,
                officer=officer,
            )
            for check, place, person in with_person
        ],
    )
    await shifts.set_verification(tx.conn, _latest(good))
    await record_sightings(
        tx,
        [
            _observation(tx, check, place, person)
            for check, place, person in with_person
            if person and check.outcome in PRESENT
        ]
        + [looked_at(tx, shift) for shift in _looked_at(good)],
    )
    await work.note_changes(
        tx.conn, [fact_change(shift) for _, place in good if (shift := place.shift)]
    )
    for check, place in good:
        _tell(tx, check, place)
    signals = await _protect_minors(tx, good, others)
    persons = {place.id: person for _, place, person in with_person}
    return [
        place
        if isinstance(place, RefusedError)
        else VerificationResult(
            place.id, _id_of(persons[place.id]), check.outcome, signals.get(place.id)
        )
        for check, place in zip(checks, places, strict=True)
    ]


def _place(check: SpotCheck, known: dict[UUID, Shift]) -> _Place | RefusedError:
    """Somebody else there before or after a shift is seen in the room, and refutes no shift."""
    if check.shift_id is not None:
        shift = known.get(check.shift_id)
        if shift is None:
            return UnknownShiftError()
        runs = runs_at(shift, check.observed_at)
        if check.outcome in OF_A_RUNNING_SHIFT and not runs:
            return NotDuringShiftError()
        refutes = check.outcome is not Outcome.ANDERE or runs
        return _Place(check.id, shift.premises_id, shift.room_id, shift if refutes else None)
    if check.outcome is not Outcome.ANDERE:
        reason = lazy(
            "Geef de aangifte waarover het gaat, of kies 'andere' als er geen aangifte is."
        )
        return FieldRefusedError("shiftId", reason)
    if check.premises_id is None or check.room_id is None:
        reason = lazy("Geef het pand en de ruimte als er geen aangifte is.")
        return FieldRefusedError("premisesId", reason)
    return _Place(check.id, check.premises_id, check.room_id, None)


async def _resolve(
    tx: Transaction, good: Sequence[tuple[SpotCheck, _Place]]
) -> dict[UUID, Resolution]:
    """The person present instead, by verification, where the officer wrote one down."""
    named = [
        (claim, place)
        for check, place in good
        if check.outcome is Outcome.ANDERE and check.person and (claim := check.person.claim)
    ]
    claims = [
        IncomingClaim(
            claim,
            VERIFICATION,
            place.id,
            Branch.RAAM,
            apart=place.id if isinstance(claim, RawClaim) else None,
        )
        for claim, place in named
    ]
    resolved = await resolve(tx, claims) if claims else []
    return {place.id: resolution for (_, place), resolution in zip(named, resolved, strict=True)}


async def _protect_minors(
    tx: Transaction,
    good: Sequence[tuple[SpotCheck, _Place]],
    others: dict[UUID, Resolution],
) -> dict[UUID, UUID | None]:
    """The signals about those present who may be minors, by verification."""
    signals = {}
    for check, place in good:
        if check.person is None or check.outcome not in PRESENT:
            continue
        link = _person(check, place, others)
        seen = EnteredPerson(
            link.person_id if link else None,
            link.claim_id if link else None,
            check.person.birth_date,
            check.person.national_number,
            check.observed_at,
            check.person.looks_minor,
            source.of_presence(place.id),
        )
        facts = {
            "verificationId": place.id,
            "premisesId": place.premises_id,
            "roomId": place.room_id,
            "shiftId": check.shift_id,
        }
        signals[place.id] = await protect_minor(tx, seen, minors.VERIFICATION, facts)
    return signals


def _person(
    check: SpotCheck, place: _Place, others: dict[UUID, Resolution]
) -> Shift | Resolution | None:
    return others.get(place.id) if check.outcome is Outcome.ANDERE else place.shift


def _id_of(person: Shift | Resolution | None) -> UUID | None:
    return person.person_id if person else None


def _latest(good: Sequence[tuple[SpotCheck, _Place]]) -> list[LatestVerification]:
    latest: dict[UUID, LatestVerification] = {}
    for check, place in sorted(good, key=lambda pair: pair[0].observed_at):
        if place.shift:
            shift_id = place.shift.shift_id
            state = STATE_AFTER[check.outcome]
            latest[shift_id] = LatestVerification(shift_id, state, check.observed_at)
    return [*latest.values()]


def _observation(
    tx: Transaction, check: SpotCheck, place: _Place, person: Shift | Resolution
) -> Observation:
    sighting = RecordedSighting.of_claim(
        person, Branch.RAAM, check.observed_at, (VERIFICATION, place.id), tx.now
    )
    return Observation(sighting, tx)


def _looked_at(good: Sequence[tuple[SpotCheck, _Place]]) -> list[Shift]:
    """The declared shifts at which officers looked, each once: any look may change whether the
    person came, also one that takes back what an earlier one found."""
    return [*{place.shift.shift_id: place.shift for _, place in good if place.shift}.values()]


def fact_change(shift: Shift) -> FactChange:
    """For the patterns: whether the declared person was there is a fact about the whole shift."""
    return FactChange(
        begins_at=shift.starts_at,
        ends_at=shift.ends_at,
        person_id=shift.person_id,
        source=("shift", shift.shift_id),
    )


def _tell(tx: Transaction, check: SpotCheck, place: _Place) -> None:
    match check.outcome, place.shift:
        case Outcome.AANWEZIG, Shift(shift_id=shift_id):
            record(tx, ShiftVerified(shift_id=shift_id, verified_at=check.observed_at))
        case Outcome.AFWEZIG, Shift(shift_id=shift_id):
            record(tx, ShiftAbsenceObserved(shift_id=shift_id, observed_at=check.observed_at))
        case Outcome.ANDERE, shift:
            record(
                tx,
                UnannouncedPresenceObserved(
                    observation_id=place.id,
                    premises_id=place.premises_id,
                    room_id=place.room_id,
                    shift_id=shift.shift_id if shift else None,
                    observed_at=check.observed_at,
                ),
            )
