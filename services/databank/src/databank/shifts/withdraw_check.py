"""Withdraw a check that was a slip of the thumb: what followed from it is taken back.

The check stays, with who withdrew it and why. Owners and figures follow; a signal that it raised
stays, since somebody may need protection whatever the check was.
"""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError
from contracts.databank import ShiftCheckWithdrawn, UnannouncedPresenceWithdrawn
from databank.access.shields.view import over_everybody
from databank.detection.patterns.store import work
from databank.detection.record_sightings import Observation, record_sightings
from databank.finding_register.store import findings
from databank.shifts.observe_again import looked_at
from databank.shifts.rules.verification import STATE_AFTER, Outcome
from databank.shifts.store import shifts, verifications
from databank.shifts.store.verifications import Verification
from databank.shifts.verify import VERIFICATION, fact_change
from databank.sightings.rules.verification_state import VerificationState
from databank.sightings.store import sightings


@over_everybody
async def withdraw_check(
    tx: Transaction, officer: str, verification_id: UUID, reason: str
) -> Verification:
    """The check that was withdrawn. A finding that stands on it must be withdrawn first."""
    check = await verifications.get_for_update(tx.conn, verification_id)
    if check is None:
        raise NotFoundError(lazy("Deze controle"))
    if check.withdrawn_at is not None:
        raise StepRefusedError(lazy("Deze controle is al ingetrokken."), allowed=[])
    if await findings.stands_on(tx.conn, verification_id):
        raise StepRefusedError(
            lazy("Er steunt een vaststelling op deze controle. Trek eerst de vaststelling in."),
            allowed=[],
        )
    known = await shifts.by_ids(tx.conn, [check.shift_id] if check.shift_id else [])
    await verifications.withdraw(tx.conn, verification_id, reason, tx.now, officer)
    standing = await put_back(tx, check.shift_id) if check.shift_id else None
    seen = await sightings.of_sources(tx.conn, VERIFICATION, [verification_id])
    gone = [Observation(each.withdrawn(tx.now), tx) for each in seen]
    await record_sightings(tx, [*gone, *(looked_at(tx, shift) for shift in known.values())])
    await work.note_changes(tx.conn, [fact_change(shift) for shift in known.values()])
    _tell(tx, check, standing)
    return check


async def put_back(tx: Transaction, shift_id: UUID) -> Verification | None:
    """The newest check of the shift that still stands; the shift shows what counts now."""
    standing = await verifications.standing(tx.conn, shift_id)
    newest = standing[0] if standing else None
    state = STATE_AFTER[newest.outcome] if newest else VerificationState.NIET_GECONTROLEERD
    await shifts.reset_verification(
        tx.conn, shift_id, state, newest.observed_at if newest else None
    )
    return newest


def _tell(tx: Transaction, check: Verification, standing: Verification | None) -> None:
    """Whoever heard of the check hears that it is gone; of one without a result nobody heard."""
    now_stands = {
        "standing": standing.outcome.value if standing else None,
        "standing_at": standing.observed_at if standing else None,
    }
    if check.outcome is Outcome.ANDERE:
        record(
            tx,
            UnannouncedPresenceWithdrawn(
                observation_id=check.id,
                premises_id=check.premises_id,
                room_id=check.room_id,
                shift_id=check.shift_id,
                observed_at=check.observed_at,
                withdrawn_at=tx.now,
                **now_stands,
            ),
        )
    elif check.outcome is not Outcome.NIET_VAST_TE_STELLEN and check.shift_id:
        record(
            tx,
            ShiftCheckWithdrawn(
                shift_id=check.shift_id,
                observed_at=check.observed_at,
                withdrawn_at=tx.now,
                **now_stands,
            ),
        )
