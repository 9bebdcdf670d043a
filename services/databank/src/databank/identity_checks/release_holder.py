"""Release the holder of a paper that somebody else showed: what was seen goes off her file.

An officer compared a face with a paper and found another person. So the look stays with somebody
whom nobody can name yet, and the moves between branches that rested on it are withdrawn.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import RefusedError
from databank.detection.record_sightings import Observation, record_sightings
from databank.finding_register.store import findings
from databank.identity_status import store as validations
from databank.inspections.store import encounters, inspections
from databank.shifts.observe_again import observe_again
from databank.shifts.rules.verification import STATE_AFTER, Outcome
from databank.shifts.store import shifts, verifications
from databank.shifts.store.shifts import LatestVerification
from databank.shifts.store.verifications import Verification
from databank.shifts.verify import VERIFICATION, SpotCheck, verify
from databank.shifts.withdraw_check import withdraw_check
from databank.sightings.store import sightings

LATELY = timedelta(hours=12)
"""A paper that is looked at from a file, without a shift, was shown at the newest look of so long.
Whoever was met before that is another story."""
WHY = "De persoon was niet die van het document."
"""The reason with which a look at the declared person is withdrawn."""
BLINK = timedelta(seconds=1)

Facts = dict[str, Any]


async def release_of_shift(tx: Transaction, officer: str, shift_id: UUID, at: datetime) -> Facts:
    """Somebody else was in the room of a shift; gives the facts of where that was.

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
    return {
        "verificationId": look_id,
        "shiftId": shift_id,
        "premisesId": shift.premises_id,
        "roomId": shift.room_id,
        "observedAt": seen_at,
    }


async def release_lately(tx: Transaction, officer: str, person_id: UUID, at: datetime) -> Facts:
    """The newest look at a person of the last hours was at somebody else; gives where that was.

    Nothing where no officer noted the person.
    """
    look = await validations.newest_look(tx.conn, person_id, at - LATELY, at)
    if look is None:
        return {}
    if look.kind == VERIFICATION:
        verification = await verifications.get(tx.conn, look.id)
        assert verification is not None  # just read
        if verification.outcome is Outcome.AANWEZIG and verification.shift_id:
            return await release_of_shift(tx, officer, verification.shift_id, at)
        await _withdraw_sightings(tx, look.id)
        await verifications.unname(tx.conn, look.id)
        return {
            "verificationId": look.id,
            "shiftId": verification.shift_id,
            "premisesId": verification.premises_id,
            "roomId": verification.room_id,
            "observedAt": verification.observed_at,
        }
    claim_ids = await encounters.unname(tx.conn, look.id, person_id)
    seen = await sightings.of_inspection(tx.conn, look.id, claim_ids)
    await record_sightings(tx, [Observation(each.withdrawn(tx.now), tx) for each in seen])
    places = await inspections.places(tx.conn, look.id)
    return {
        "inspectionId": look.id,
        "establishmentIds": [place.id for place in places],
        "observedAt": look.seen_at,
    }


async def _take_back(tx: Transaction, officer: str, look: Verification) -> None:
    if await findings.stands_on(tx.conn, look.id):
        await _withdraw_sightings(tx, look.id)
    else:
        await withdraw_check(tx, officer, look.id, WHY)


async def _withdraw_sightings(tx: Transaction, verification_id: UUID) -> None:
    seen = await sightings.of_sources(tx.conn, VERIFICATION, [verification_id])
    await record_sightings(tx, [Observation(each.withdrawn(tx.now), tx) for each in seen])
