"""Release the holder of a paper that somebody else showed: what was seen goes off her file.

An officer compared a face with a paper and found another person. So the look stays with somebody
whom nobody can name yet, and the moves between branches that rested on it are withdrawn. The
unknown user of the paper is a person of its own: what is noted about her has a file, and people
merge it when they know who she is.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import RefusedError
from contracts.branches import Branch
from databank.detection.record_sightings import Observation, record_sightings
from databank.finding_register.store import findings
from databank.identity_status import store as validations
from databank.inspections.store import encounters, inspections
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.shifts.observe_again import observe_again
from databank.shifts.rules.verification import STATE_AFTER, Outcome
from databank.shifts.store import shifts, verifications
from databank.shifts.store.shifts import LatestVerification
from databank.shifts.store.verifications import Verification
from databank.shifts.verify import VERIFICATION, SpotCheck, verify
from databank.shifts.withdraw_check import withdraw_check
from databank.sightings.rules.sighting import RecordedSighting
from databank.sightings.store import sightings
from linkage.claim import RawClaim

LATELY = timedelta(hours=12)
"""A paper that is looked at from a file, without a shift, was shown at the newest look of so long.
Whoever was met before that is another story."""
WHY = "De persoon was niet die van het document."
"""The reason with which a look at the declared person is withdrawn."""
BLINK = timedelta(seconds=1)

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Released:
    """Facts of where somebody else was, and who that is now; empty where no officer noted her."""

    facts: Facts = field(default_factory=dict)
    stranger: Resolution | None = None


async def release_of_shift(tx: Transaction, officer: str, shift_id: UUID, at: datetime) -> Released:
    """Somebody else was in the room of a shift.

    A paper that is looked at when the shift is over was shown in it; one that is looked at before
    it begins refutes the declaration too. Looks that took her for the declared person are
    withdrawn; one on which a finding stands stays, and is no sighting any more.
    """
    shift = (await shifts.by_ids(tx.conn, [shift_id]))[shift_id]
    seen_at = min(at, (shift.ended_at or shift.ends_at) - BLINK)
    standing = await verifications.standing(tx.conn, shift_id)
    look_id = await verifications.somebody_else(tx.conn, shift_id)
    if look_id is None or standing[0].outcome is not Outcome.ANDERE:
        check = SpotCheck(Outcome.ANDERE, seen_at, shift_id)
        (result,) = await verify(tx, officer, [check])
        if isinstance(result, RefusedError):
            raise result
        look_id = result.verification_id
    refuted = LatestVerification(shift_id, STATE_AFTER[Outcome.ANDERE], seen_at)
    await shifts.set_verification(tx.conn, [refuted])
    for look in standing:
        if look.outcome is Outcome.AANWEZIG:
            await _take_back(tx, officer, look)
    await observe_again(tx, shift_id)
    facts: Facts = {
        "verificationId": look_id,
        "shiftId": shift_id,
        "premisesId": shift.premises_id,
        "roomId": shift.room_id,
        "observedAt": seen_at,
    }
    return Released(facts, await _at_look(tx, look_id))


async def release_lately(tx: Transaction, officer: str, person_id: UUID, at: datetime) -> Released:
    """The newest look at a person of the last hours was at somebody else.

    Nothing where no officer noted the person.
    """
    look = await validations.newest_look(tx.conn, person_id, at - LATELY, at)
    if look is None:
        return Released()
    if look.kind == VERIFICATION:
        verification = await verifications.get(tx.conn, look.id)
        assert verification is not None  # just read
        if verification.outcome is Outcome.AANWEZIG and verification.shift_id:
            return await release_of_shift(tx, officer, verification.shift_id, at)
        await _withdraw_sightings(tx, look.id)
        await verifications.unname(tx.conn, look.id)
        facts: Facts = {
            "verificationId": look.id,
            "shiftId": verification.shift_id,
            "premisesId": verification.premises_id,
            "roomId": verification.room_id,
            "observedAt": verification.observed_at,
        }
        return Released(facts, await _at_look(tx, look.id))
    entries = await encounters.unname(tx.conn, look.id, person_id)
    claim_ids = [claim_id for claim_id in entries.values() if claim_id]
    seen = await sightings.of_inspection(tx.conn, look.id, claim_ids)
    await record_sightings(tx, [Observation(each.withdrawn(tx.now), tx) for each in seen])
    stranger = None
    if seen:
        source = ("inspection", look.id)
        stranger = await _stranger(tx, source, seen[0].branch, look.seen_at)
        position, (person_id, claim_id) = min(entries), (stranger.person_id, stranger.claim_id)
        await encounters.note_stranger(tx.conn, look.id, position, person_id, claim_id)
    places = await inspections.places(tx.conn, look.id)
    facts = {
        "inspectionId": look.id,
        "establishmentIds": [place.id for place in places],
        "observedAt": look.seen_at,
    }
    return Released(facts, stranger)


async def _at_look(tx: Transaction, look_id: UUID) -> Resolution | None:
    """Whoever was there at a look, unless an officer wrote down who that was."""
    look = await verifications.get(tx.conn, look_id)
    assert look is not None  # just written, or read
    if look.person_id is not None:
        return None
    stranger = await _stranger(tx, (VERIFICATION, look_id), Branch.RAAM, look.observed_at)
    await verifications.note_stranger(tx.conn, look_id, stranger.person_id, stranger.claim_id)
    return stranger


async def _stranger(
    tx: Transaction, source: tuple[str, UUID], branch: Branch, seen_at: datetime
) -> Resolution:
    """A new person of whom nothing is known but that she was there."""
    incoming = IncomingClaim(RawClaim(), *source, branch, apart=source[1])
    (stranger,) = await resolve(tx, [incoming])
    sighting = RecordedSighting.of_claim(stranger, branch, seen_at, source, tx.now)
    await record_sightings(tx, [Observation(sighting, tx)])
    return stranger


async def _take_back(tx: Transaction, officer: str, look: Verification) -> None:
    if await findings.stands_on(tx.conn, look.id):
        await _withdraw_sightings(tx, look.id)
    else:
        await withdraw_check(tx, officer, look.id, WHY)


async def _withdraw_sightings(tx: Transaction, verification_id: UUID) -> None:
    seen = await sightings.of_sources(tx.conn, VERIFICATION, [verification_id])
    await record_sightings(tx, [Observation(each.withdrawn(tx.now), tx) for each in seen])
