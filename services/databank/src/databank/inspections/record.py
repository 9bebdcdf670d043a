"""An inspection in any branch: places, persons, and what it means that they were seen there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Problem
from contracts.codes import Branch, InspectionKind, InspectionResult, Visibility
from contracts.databank import InspectionCompleted
from contracts.identity import IdentityClaim
from databank.detection.rules.sighting import RecordedSighting
from databank.detection.sightings import Observation, record_sightings
from databank.inspections.store import inspections
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.premises.store import premises

INSPECTION = "inspection"


class Role(StrEnum):
    """In what capacity somebody was there (DP-06)."""

    SEKSWERKER = "sekswerker"
    KLANT = "klant"
    UITBATER = "uitbater"


@dataclass(frozen=True, slots=True)
class Place:
    """One of: an establishment that is known, window premises, or a label of a branch."""

    establishment_id: UUID | None = None
    premises_id: UUID | None = None
    label: str | None = None
    branch: Branch | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    role: Role
    claim: IdentityClaim
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Inspected:
    branch: Branch
    visibility: Visibility
    kind: InspectionKind
    result: InspectionResult
    completed_at: datetime
    places: tuple[Place, ...]
    persons: tuple[Checked, ...]

    def count(self, role: Role) -> int:
        return sum(person.role is role for person in self.persons)


@dataclass(frozen=True, slots=True)
class Recorded:
    inspection_id: UUID
    establishment_ids: tuple[UUID, ...]
    persons: tuple[Resolution, ...]
    branch_shifts: tuple[UUID, ...]


async def inspect(tx: Transaction, officer: str, inspected: Inspected) -> Recorded:
    """Only who was at work is seen in the branch; a client or an operator is not."""
    inspection_id = uuid4()
    establishment_ids = await establishments(tx, inspected.branch, inspected.places)
    given = [
        IncomingClaim(person.claim, INSPECTION, inspection_id, inspected.branch)
        for person in inspected.persons
    ]
    resolved = await resolve(tx, given) if given else []
    await inspections.add(
        tx.conn,
        (
            inspection_id,
            inspected.branch.value,
            inspected.visibility.value,
            inspected.kind.value,
            inspected.result.value,
            inspected.completed_at,
            tx.now,
            officer,
        ),
        establishment_ids,
        [
            (position, one.person_id, one.claim_id, person.role.value)
            for position, (person, one) in enumerate(zip(inspected.persons, resolved, strict=True))
        ],
    )
    found = await record_sightings(tx, _observations(tx, inspection_id, inspected, resolved))
    record(
        tx,
        InspectionCompleted(
            inspection_id=inspection_id,
            branch=inspected.branch,
            visibility=inspected.visibility,
            kind=inspected.kind,
            result=inspected.result,
            completed_at=inspected.completed_at,
            establishment_ids=establishment_ids,
            workers_checked=inspected.count(Role.SEKSWERKER),
            clients_checked=inspected.count(Role.KLANT),
            operators_checked=inspected.count(Role.UITBATER),
        ),
    )
    cases = tuple(case_id for cases in found.values() for case_id in cases)
    return Recorded(inspection_id, establishment_ids, tuple(resolved), cases)


def _observations(
    tx: Transaction, inspection_id: UUID, inspected: Inspected, resolved: Sequence[Resolution]
) -> list[Observation]:
    """One per claim, however often an officer wrote the same down."""
    found: dict[UUID, Observation] = {}
    for person, one in zip(inspected.persons, resolved, strict=True):
        if person.role is not Role.SEKSWERKER:
            continue
        seen_at = person.seen_at or inspected.completed_at
        sighting = RecordedSighting.of_claim(
            one, inspected.branch, seen_at, (INSPECTION, inspection_id), tx.now
        )
        found.setdefault(one.claim_id, Observation(sighting, tx))
    return [*found.values()]


async def establishments(
    tx: Transaction, branch: Branch, places: Sequence[Place]
) -> tuple[UUID, ...]:
    """The ids of places; those that nobody knew are registered, in ``branch`` unless they say."""
    known = {place.establishment_id for place in places if place.establishment_id}
    missing = known - await premises.known_establishments(tx.conn, known) if known else set()
    for position, place in enumerate(places):
        if place.establishment_id in missing:
            reason = lazy("Deze instelling kennen we niet. Geef een naam, dan registreren we ze.")
            raise Problem.field(f"establishments.{position}.establishmentId", reason)
    windows = [place.premises_id for place in places if place.premises_id]
    of_premises = await premises.of_premises(tx.conn, windows, tx.now) if windows else {}
    labels = [
        ((place.branch or branch).value, label_key(place.label), place.label)
        for place in places
        if place.label
    ]
    labelled = await premises.labelled(tx.conn, labels, tx.now) if labels else {}
    found = [
        place.establishment_id
        or (of_premises[place.premises_id] if place.premises_id else None)
        or labelled[(place.branch or branch).value, label_key(place.label or "")]
        for place in places
    ]
    return tuple(dict.fromkeys(found))


def label_key(label: str) -> str:
    """Labels that differ in capitals or spaces name one establishment."""
    return " ".join(label.casefold().split())
