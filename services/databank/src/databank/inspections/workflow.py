"""An inspection step by step: every step is kept, whatever happens to the phone.

Every step is a form of its own and carries a key, so that one sent again does nothing more. The
key of the first is the inspection's id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.branches import branches, check_branch
from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError, StepRefusedError
from chassis.web import Actor
from contracts.branches import Branch
from contracts.codes import InspectionKind, InspectionResult
from contracts.databank import InspectionCompleted, InspectionWithdrawn
from databank.access.shields.view import over_everybody
from databank.detection.readings.nights import await_night
from databank.detection.record_sightings import Observation, record_sightings
from databank.finding_register.store import findings
from databank.inspections.record import INSPECTION, entered, facts_of
from databank.inspections.register_places import Place, register_places
from databank.inspections.rules import (
    MOST_PERSONS,
    InspectionState,
    InspectionStep,
    PersonOutcome,
    Role,
    refusal,
)
from databank.inspections.store import encounters, inspections
from databank.inspections.store.encounters import Encounter, NewEncounter
from databank.inspections.store.inspections import Inspection
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.persons.store import persons
from databank.sightings.rules.sighting import RecordedSighting
from databank.sightings.store import sightings
from databank.stated_identity.rules.stated_identity import StatedIdentity
from databank.welfare import minors
from databank.welfare.minors import protect_minor
from databank.welfare.store import signals
from linkage.claim import RawClaim


@dataclass(frozen=True, slots=True)
class Scope:
    """The branch, the reason and the place; without a place officers only walk through a street."""

    branch: Branch
    kind: InspectionKind
    place: Place | None


@dataclass(frozen=True, slots=True)
class PersonPresent:
    """Somebody who was there. Without ``identity`` nobody could say who it was."""

    role: Role
    outcome: PersonOutcome
    identity: StatedIdentity | None


async def begin(tx: Transaction, officer: Actor, inspection_id: UUID, scope: Scope) -> None:
    check_branch("vorm", scope.branch, city_day(tx.now))
    inspection = Inspection(
        id=inspection_id,
        branch=scope.branch,
        visibility=branches().visibility(scope.branch, city_day(tx.now)),
        kind=scope.kind,
        recorded_at=tx.now,
        started_at=tx.now,
        officer=officer.subject,
        state=InspectionState.LOPEND,
    )
    if await inspections.begin(tx.conn, inspection) and scope.place:
        places = await register_places(tx, scope.branch, [scope.place])
        await inspections.set_places(tx.conn, inspection_id, places)


async def locked_for(tx: Transaction, inspection_id: UUID, step: InspectionStep) -> Inspection:
    """The inspection, locked, if that step may be taken now."""
    inspection = await inspections.get_for_update(tx.conn, inspection_id)
    if inspection is None:
        raise NotFoundError(lazy("Deze inspectie"))
    reason = refusal(inspection.state, step)
    if reason:
        raise StepRefusedError(reason, allowed=[])
    return inspection


@over_everybody
async def correct(tx: Transaction, inspection_id: UUID, scope: Scope) -> None:
    """Another branch only while nobody was seen in the first: sightings are of that branch."""
    inspection = await locked_for(tx, inspection_id, InspectionStep.AANVULLEN)
    if inspection.branch != scope.branch and await encounters.present(tx.conn, inspection_id):
        reason = lazy("Schrap eerst de personen. Zij zijn in deze vorm gezien.")
        raise FieldRefusedError("vorm", reason)
    visibility = branches().visibility(scope.branch, city_day(tx.now))
    await inspections.set_scope(tx.conn, inspection_id, scope.branch, visibility, scope.kind)
    places = [scope.place] if scope.place else []
    establishment_ids = await register_places(tx, scope.branch, places)
    await inspections.set_places(tx.conn, inspection_id, establishment_ids)


@over_everybody
async def add_person(
    tx: Transaction, officer: Actor, inspection_id: UUID, key: UUID, person: PersonPresent
) -> UUID | None:
    """Add somebody who was there; only workers become sightings in the branch.

    Gives the signal about a minor, also when the same form is sent again.

    Words that fit many, as an alias alone, make a claim of their own each time: two persons with
    the same alias and nothing more are not one person. Who may be a minor gets protection.
    """
    if await encounters.was_added(tx.conn, key):
        return await signals.raised_by(tx.conn, "entryId", key)
    inspection = await locked_for(tx, inspection_id, InspectionStep.AANVULLEN)
    if len(await encounters.present(tx.conn, inspection_id)) >= MOST_PERSONS:
        reason = lazy("Er staan al te veel personen in deze inspectie.")
        raise StepRefusedError(reason, allowed=[])
    claim = person.identity.claim if person.identity else None
    resolution: Resolution | None = None
    if claim is not None:
        apart = key if isinstance(claim, RawClaim) else None
        incoming = IncomingClaim(claim, INSPECTION, inspection_id, inspection.branch, apart=apart)
        (resolution,) = await resolve(tx, [incoming])
    encounter = NewEncounter(
        key=key,
        person_id=resolution.person_id if resolution else None,
        claim_id=resolution.claim_id if resolution else None,
        role=person.role,
        outcome=person.outcome,
        decision=resolution.decision if resolution else None,
        added_at=tx.now,
        added_by=officer.subject,
    )
    await encounters.add(tx.conn, inspection_id, encounter)
    signal_id: UUID | None = None
    if person.identity:
        places = [place.id for place in await inspections.places(tx.conn, inspection_id)]
        seen = entered(key, person.identity, resolution, tx.now)
        facts = facts_of(inspection_id, places, person.role) | {"entryId": key}
        signal_id = await protect_minor(tx, seen, minors.INSPECTION, facts)
    if resolution and person.role is Role.SEKSWERKER:
        sighting = RecordedSighting.of_claim(
            resolution, inspection.branch, tx.now, (INSPECTION, inspection_id), tx.now
        )
        await record_sightings(tx, [Observation(sighting, tx)])
    return signal_id


@over_everybody
async def withdraw_person(tx: Transaction, inspection_id: UUID, position: int, reason: str) -> None:
    """Withdraw a wrong entry with all that followed from it, as a branch shift."""
    await locked_for(tx, inspection_id, InspectionStep.AANVULLEN)
    entry = await encounters.get(tx.conn, inspection_id, position)
    if entry is None:
        return
    await encounters.withdraw(tx.conn, inspection_id, position, tx.now, reason)
    await _withdraw_sightings(tx, inspection_id, [entry])


async def _withdraw_sightings(
    tx: Transaction, inspection_id: UUID, entries: Sequence[Encounter]
) -> None:
    """Withdraw the sightings of claims without an entry left; a claim may have two entries."""
    left = {
        each.claim_id
        for each in await encounters.present(tx.conn, inspection_id)
        if each.role is Role.SEKSWERKER
    }
    gone = {entry.claim_id for entry in entries if entry.claim_id} - left
    await persons.block_relinking(tx.conn)
    known = await sightings.of_inspection(tx.conn, inspection_id, sorted(gone))
    await record_sightings(tx, [Observation(each.withdrawn(tx.now), tx) for each in known])


@over_everybody
async def complete(
    tx: Transaction, officer: Actor, inspection_id: UUID, result: InspectionResult
) -> None:
    inspection = await locked_for(tx, inspection_id, InspectionStep.AFRONDEN)
    await inspections.complete(tx.conn, inspection_id, result, tx.now, officer.subject)
    roles = [each.role for each in await encounters.present(tx.conn, inspection_id)]
    places = await inspections.places(tx.conn, inspection_id)
    record(
        tx,
        InspectionCompleted(
            inspection_id=inspection_id,
            branch=inspection.branch,
            visibility=inspection.visibility,
            kind=inspection.kind,
            result=result,
            completed_at=tx.now,
            establishment_ids=tuple(place.id for place in places),
            workers_checked=roles.count(Role.SEKSWERKER),
            clients_checked=roles.count(Role.KLANT),
            operators_checked=roles.count(Role.UITBATER),
        ),
    )
    await await_night(tx)


@over_everybody
async def withdraw(tx: Transaction, officer: Actor, inspection_id: UUID, reason: str) -> None:
    """Withdraw an inspection that never was: no sightings stay, and nothing is counted.

    Whoever counted one that was closed hears it. The signals that it raised stay: somebody may
    need protection, whatever the inspection was.
    """
    inspection = await locked_for(tx, inspection_id, InspectionStep.INTREKKEN)
    if await findings.stands_on(tx.conn, inspection_id):
        raise StepRefusedError(
            lazy("Er steunt een vaststelling op deze inspectie. Trek eerst de vaststelling in."),
            allowed=[],
        )
    entries = await encounters.present(tx.conn, inspection_id)
    for entry in entries:
        await encounters.withdraw(tx.conn, inspection_id, entry.position, tx.now, reason)
    await _withdraw_sightings(tx, inspection_id, entries)
    await inspections.withdraw(tx.conn, inspection_id, reason, tx.now, officer.subject)
    if inspection.state is InspectionState.AFGEROND:
        event = InspectionWithdrawn(
            inspection_id=inspection_id, branch=inspection.branch, withdrawn_at=tx.now
        )
        record(tx, event)
