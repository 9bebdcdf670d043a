"""An inspection step by step: what an officer sent is kept, whatever happens to the phone.

Every step is a form of its own and carries a key, so that one sent again does nothing more. The
key of the first is the inspection's id.
"""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Actor, Problem
from contracts.codes import VISIBILITY, Branch, InspectionKind, InspectionResult, Visibility
from contracts.databank import InspectionCompleted
from contracts.identity import IdentityClaim
from databank.detection import store as sightings
from databank.detection.rules.sighting import RecordedSighting
from databank.detection.sightings import Observation, record_sightings
from databank.inspections import rules as rules_of
from databank.inspections.record import INSPECTION, Place, Role, establishments
from databank.inspections.rules import InspectionState, InspectionStep, PersonOutcome
from databank.inspections.store import encounters, inspections
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.matching.store import persons
from linkage.claim import RawClaim


@dataclass(frozen=True, slots=True)
class What:
    """What is inspected: one place, or none where officers only walk through a street."""

    branch: Branch
    kind: InspectionKind
    place: Place | None


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody who was there. Without ``identity`` nobody could say who it was."""

    role: Role
    outcome: PersonOutcome
    identity: IdentityClaim | RawClaim | None


async def begin(tx: Transaction, officer: Actor, inspection_id: UUID, what: What) -> None:
    row = (
        inspection_id,
        what.branch.value,
        VISIBILITY[what.branch].value,
        what.kind.value,
        tx.now,
        officer.subject,
    )
    if await inspections.begin(tx.conn, row) and what.place:
        await inspections.set_place(
            tx.conn, inspection_id, await establishments(tx, what.branch, [what.place])
        )


async def held(tx: Transaction, inspection_id: UUID, step: InspectionStep) -> asyncpg.Record:
    """The inspection, locked, if that step may be taken now."""
    found = await inspections.hold(tx.conn, inspection_id)
    if found is None:
        raise Problem.not_found(lazy("Deze inspectie"))
    reason = rules_of.refusal(InspectionState(found["state"]), step)
    if reason:
        raise Problem.conflict(reason, allowed=[])
    return found


async def correct(tx: Transaction, inspection_id: UUID, what: What) -> None:
    """Another branch only while nobody was seen in the first: what was seen is where it was."""
    found = await held(tx, inspection_id, InspectionStep.AANVULLEN)
    if found["branch"] != what.branch and await encounters.standing(tx.conn, inspection_id):
        raise Problem.field("vorm", lazy("Schrap eerst de personen. Zij zijn in deze vorm gezien."))
    await inspections.set_what(
        tx.conn, inspection_id, what.branch.value, VISIBILITY[what.branch].value, what.kind.value
    )
    places = [what.place] if what.place else []
    await inspections.set_place(
        tx.conn, inspection_id, await establishments(tx, what.branch, places)
    )


async def meet(tx: Transaction, officer: Actor, inspection_id: UUID, key: UUID, met: Met) -> None:
    """Add somebody; only who was at work is seen in the branch, a client or an operator is not.

    Words that fit many, as an alias alone, make a claim of their own each time: two of whom no more
    is known are not one person because they are called the same.
    """
    if await encounters.was_added(tx.conn, key):
        return
    found = await held(tx, inspection_id, InspectionStep.AANVULLEN)
    if len(await encounters.standing(tx.conn, inspection_id)) >= rules_of.MOST_PERSONS:
        raise Problem.conflict(lazy("Er staan al te veel personen in deze inspectie."), allowed=[])
    one: Resolution | None = None
    if met.identity is not None:
        apart = None if isinstance(met.identity, IdentityClaim) else key
        branch = Branch(found["branch"])
        (one,) = await resolve(
            tx, [IncomingClaim(met.identity, INSPECTION, inspection_id, branch, apart=apart)]
        )
    row = (
        key,
        one.person_id if one else None,
        one.claim_id if one else None,
        met.role.value,
        met.outcome.value,
        one.decision if one else None,
        tx.now,
        officer.subject,
    )
    await encounters.add(tx.conn, inspection_id, row)
    if one and met.role is Role.SEKSWERKER:
        await record_sightings(tx, [_seen(tx, found, one)])


def _seen(tx: Transaction, inspection: asyncpg.Record, one: Resolution) -> Observation:
    sighting = RecordedSighting.of_claim(
        one, Branch(inspection["branch"]), tx.now, (INSPECTION, inspection["id"]), tx.now
    )
    return Observation(sighting, tx)


async def take_back(tx: Transaction, inspection_id: UUID, position: int, reason: str) -> None:
    """An entry was wrong: what followed from it, as a move, is withdrawn with it."""
    await held(tx, inspection_id, InspectionStep.AANVULLEN)
    entry = await encounters.one(tx.conn, inspection_id, position)
    if entry is None:
        return
    await encounters.take_back(tx.conn, inspection_id, position, tx.now, reason)
    await _unsee(tx, inspection_id, [entry])


async def _unsee(tx: Transaction, inspection_id: UUID, entries: list[asyncpg.Record]) -> None:
    """Sightings of which no entry is left; an entry may have been made twice of one claim."""
    left = {
        one["claim_id"]
        for one in await encounters.standing(tx.conn, inspection_id)
        if one["role"] == Role.SEKSWERKER
    }
    gone = {one["claim_id"] for one in entries if one["claim_id"]} - left
    await persons.block_relinking(tx.conn)
    known = await sightings.of_inspection(tx.conn, inspection_id, sorted(gone))
    await record_sightings(tx, [Observation(each.withdrawn(tx.now), tx) for each in known])


async def complete(
    tx: Transaction, officer: Actor, inspection_id: UUID, result: InspectionResult
) -> None:
    found = await held(tx, inspection_id, InspectionStep.AFRONDEN)
    await inspections.complete(tx.conn, inspection_id, result.value, tx.now, officer.subject)
    roles = [one["role"] for one in await encounters.standing(tx.conn, inspection_id)]
    places = await inspections.places(tx.conn, inspection_id)
    record(
        tx,
        InspectionCompleted(
            inspection_id=inspection_id,
            branch=Branch(found["branch"]),
            visibility=Visibility(found["visibility"]),
            kind=InspectionKind(found["kind"]),
            result=result,
            completed_at=tx.now,
            establishment_ids=tuple(place["id"] for place in places),
            workers_checked=roles.count(Role.SEKSWERKER),
            clients_checked=roles.count(Role.KLANT),
            operators_checked=roles.count(Role.UITBATER),
        ),
    )


async def withdraw(tx: Transaction, officer: Actor, inspection_id: UUID, reason: str) -> None:
    """It never was: nobody was seen in it, and nothing is counted."""
    await held(tx, inspection_id, InspectionStep.INTREKKEN)
    entries = await encounters.standing(tx.conn, inspection_id)
    for entry in entries:
        await encounters.take_back(tx.conn, inspection_id, entry["position"], tx.now, reason)
    await _unsee(tx, inspection_id, entries)
    await inspections.withdraw(tx.conn, inspection_id, reason, tx.now, officer.subject)
