"""Record a whole inspection: places, persons, and the sightings that follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from chassis.branches import check_branch
from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.observed import check_moment
from contracts.branches import Branch
from contracts.codes import InspectionKind, InspectionResult, Visibility
from contracts.databank import InspectionCompleted
from databank.access.shields.view import over_everybody
from databank.detection.readings.nights import await_night
from databank.detection.record_sightings import Observation, record_sightings
from databank.inspections.register_places import Place, register_places
from databank.inspections.rules import InspectionState, Role
from databank.inspections.store import encounters, inspections
from databank.inspections.store.encounters import CheckedClaim
from databank.inspections.store.inspections import Inspection
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.sightings.rules.sighting import RecordedSighting
from databank.stated_identity.rules.stated_identity import StatedIdentity
from databank.welfare import minors
from databank.welfare.minors import EnteredPerson, protect_minor
from databank.welfare.rules import source
from linkage.claim import RawClaim

INSPECTION = "inspection"


@dataclass(frozen=True, slots=True)
class CheckedPerson:
    """Somebody who was checked; ``seen_at`` where it differs from the end."""

    role: Role
    identity: StatedIdentity
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class WholeInspection:
    """An inspection as it is sent once it is over."""

    branch: Branch
    visibility: Visibility
    kind: InspectionKind
    result: InspectionResult
    completed_at: datetime
    places: tuple[Place, ...]
    persons: tuple[CheckedPerson, ...]

    def count(self, role: Role) -> int:
        return sum(person.role is role for person in self.persons)


@dataclass(frozen=True, slots=True)
class RecordedInspection:
    """The ids that it got; ``branch_shifts`` are the cases that it revealed.

    ``persons`` and ``signals`` are in the order of those checked: of whom nobody could say who it
    was there is no person, of whom is of age no signal.
    """

    inspection_id: UUID
    establishment_ids: tuple[UUID, ...]
    persons: tuple[Resolution | None, ...]
    signals: tuple[UUID | None, ...]
    branch_shifts: tuple[UUID, ...]


@over_everybody
async def record_inspection(
    tx: Transaction, officer: str, inspection: WholeInspection
) -> RecordedInspection:
    """Record an inspection that is over; only workers become sightings in the branch."""
    check_moment("completedAt", inspection.completed_at, tx.now)
    check_branch("branch", inspection.branch, city_day(inspection.completed_at))
    for number, person in enumerate(inspection.persons):
        if person.seen_at:
            check_moment(f"persons.{number}.seenAt", person.seen_at, tx.now)
    inspection_id = uuid4()
    establishment_ids = await register_places(tx, inspection.branch, inspection.places)
    resolved = await _resolve(tx, inspection_id, inspection)
    row = Inspection(
        id=inspection_id,
        branch=inspection.branch,
        visibility=inspection.visibility,
        kind=inspection.kind,
        result=inspection.result,
        completed_at=inspection.completed_at,
        recorded_at=tx.now,
        officer=officer,
        state=InspectionState.AFGEROND,
        started_at=inspection.completed_at,
    )
    await inspections.add(tx.conn, row, establishment_ids)
    await encounters.add_checked(
        tx.conn,
        inspection_id,
        [
            CheckedClaim(
                resolution.person_id if resolution else None,
                resolution.claim_id if resolution else None,
                person.role,
            )
            for person, resolution in zip(inspection.persons, resolved, strict=True)
        ],
    )
    signals = []
    for person, resolution in zip(inspection.persons, resolved, strict=True):
        at = person.seen_at or inspection.completed_at
        seen = entered(uuid4(), person.identity, resolution, at)
        facts = facts_of(inspection_id, establishment_ids, person.role)
        signals.append(await protect_minor(tx, seen, minors.INSPECTION, facts))
    sightings = _observations(tx, inspection_id, inspection, resolved)
    revealed = await record_sightings(tx, sightings)
    record(
        tx,
        InspectionCompleted(
            inspection_id=inspection_id,
            branch=inspection.branch,
            visibility=inspection.visibility,
            kind=inspection.kind,
            result=inspection.result,
            completed_at=inspection.completed_at,
            establishment_ids=establishment_ids,
            workers_checked=inspection.count(Role.SEKSWERKER),
            clients_checked=inspection.count(Role.KLANT),
            operators_checked=inspection.count(Role.UITBATER),
        ),
    )
    await await_night(tx)
    cases = tuple(case_id for case_ids in revealed.values() for case_id in case_ids)
    return RecordedInspection(
        inspection_id, establishment_ids, tuple(resolved), tuple(signals), cases
    )


async def _resolve(
    tx: Transaction, inspection_id: UUID, inspection: WholeInspection
) -> list[Resolution | None]:
    """The person of each who was checked. The few words that fit many are a claim each time."""
    claims = [person.identity.claim for person in inspection.persons]
    said = [
        IncomingClaim(
            claim,
            INSPECTION,
            inspection_id,
            inspection.branch,
            apart=uuid4() if isinstance(claim, RawClaim) else None,
        )
        for claim in claims
        if claim
    ]
    resolved = iter(await resolve(tx, said) if said else [])
    return [next(resolved) if claim else None for claim in claims]


def entered(
    entry_id: UUID, identity: StatedIdentity, resolution: Resolution | None, at: datetime
) -> EnteredPerson:
    """Somebody at an inspection, for whoever looks whether it may be a minor."""
    return EnteredPerson(
        resolution.person_id if resolution else None,
        resolution.claim_id if resolution else None,
        identity.birth_date,
        identity.national_number,
        at,
        identity.looks_minor,
        source.of_encounter(entry_id),
    )


def facts_of(
    inspection_id: UUID, establishment_ids: Sequence[UUID], role: Role
) -> dict[str, object]:
    """The facts of an encounter, for a signal about somebody who was there."""
    return {
        "inspectionId": inspection_id,
        "establishmentIds": [*establishment_ids],
        "role": role.value,
    }


def _observations(
    tx: Transaction,
    inspection_id: UUID,
    inspection: WholeInspection,
    resolved: Sequence[Resolution | None],
) -> list[Observation]:
    """One per claim, however often an officer wrote the same down."""
    by_claim: dict[UUID, Observation] = {}
    for person, resolution in zip(inspection.persons, resolved, strict=True):
        if resolution is None or person.role is not Role.SEKSWERKER:
            continue
        seen_at = person.seen_at or inspection.completed_at
        sighting = RecordedSighting.of_claim(
            resolution, inspection.branch, seen_at, (INSPECTION, inspection_id), tx.now
        )
        by_claim.setdefault(resolution.claim_id, Observation(sighting, tx))
    return [*by_claim.values()]
