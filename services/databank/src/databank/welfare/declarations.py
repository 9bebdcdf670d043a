"""Protective signals that the calendar calls for: a minor declared, one worker in two places."""

from uuid import uuid4

from chassis.db import Transaction
from contracts.codes import SignalKind
from contracts.pandkalender import MinorDeclarationAttempted, ShiftConflictNoticed
from databank.matching.store import claim_writer
from databank.matching.store.claim_writer import NewClaim
from databank.shifts.store import shifts
from databank.welfare.raise_signal import raise_signal
from linkage.claim import digest


async def note_minor_declaration(event: MinorDeclarationAttempted, tx: Transaction) -> None:
    """Keep the claim that the owner entered, also when it is "corrected" later (handbook §4.6)."""
    worker = event.worker.value
    claim = NewClaim(
        id=uuid4(),
        digest=digest(worker.identity, f"attempt {event.attempt_id} {uuid4()}"),
        source_kind="attempt",
        source_id=event.attempt_id,
        branch=None,
        worker_ref=None,
        identity=worker.identity,
    )
    await claim_writer.add(tx.conn, [claim], tx.now)
    facts = {
        "attemptId": event.attempt_id,
        "premisesId": event.premises_id,
        "roomId": event.room_id,
        "startsAt": event.starts_at,
        "endsAt": event.ends_at,
        "attemptedAt": event.attempted_at,
        "shiftId": event.shift_id,
    }
    await raise_signal(
        tx,
        SignalKind.MINDERJARIGHEID,
        f"attempt {event.attempt_id}",
        "verbetering" if event.correction else "poging",
        facts,
        claim_id=claim.id,
    )


async def note_conflict(event: ShiftConflictNoticed, tx: Transaction) -> None:
    """Whichever of the two shifts the conflict is told about, it is one conflict."""
    pair = sorted((str(event.shift_id), str(event.other_shift_id)))
    known = await shifts.by_ids(tx.conn, [event.shift_id])
    facts = {
        "shiftId": event.shift_id,
        "otherShiftId": event.other_shift_id,
        "overlapStartsAt": event.overlap_starts_at,
        "overlapEndsAt": event.overlap_ends_at,
    }
    shift = known.get(event.shift_id)
    await raise_signal(
        tx,
        SignalKind.DUBBELE_AANGIFTE,
        f"shifts {' '.join(pair)}",
        "overlap",
        facts,
        person_id=shift.person_id if shift else None,
        known_by=shift.claim_id if shift else None,
    )
