"""Protective signals that the calendar calls for: a minor declared, one worker in two places."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from chassis.bus import Timer
from chassis.bus.timers import schedule
from chassis.db import Transaction
from contracts.codes import SignalKind
from contracts.pandkalender import MinorDeclarationAttempted, ShiftConflictNoticed
from databank.matching.rules.identity_claims import digest
from databank.matching.store import claim_writer
from databank.matching.store.claim_writer import NewClaim
from databank.persons.store import claims, persons
from databank.shifts.store import shifts
from databank.welfare.consultation_hold import SYSTEM, settle, settle_after
from databank.welfare.protective_links import LINK_FINDINGS, hold_likely_offenders
from databank.welfare.raise_signal import raise_signal
from databank.welfare.rules.protection import State
from databank.welfare.store import signals

LINK = "link-attempt"
AGAIN = timedelta(minutes=1)
LONGEST = timedelta(days=2)
"""So long a shift is looked for each minute after what names it; then each hour."""
SELDOM = timedelta(hours=1)


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
    signal_id = await raise_signal(
        tx,
        SignalKind.MINDERJARIGHEID,
        f"attempt {event.attempt_id}",
        "verbetering" if event.correction else "poging",
        facts,
        claim_id=claim.id,
    )
    if event.shift_id is not None:
        await link_when_known(tx, signal_id, event.shift_id)
        return
    await persons.block_relinking(tx.conn)
    known = await claims.of_worker(tx.conn, worker.worker_ref)
    if known is not None:
        await _link(tx, signal_id, known.person_id, known.id)
    else:
        await hold_likely_offenders(tx, worker.identity)


async def link_attempt(timer: Timer, tx: Transaction) -> None:
    """Say whom a signal is about by a shift: an attempt is the person's who was accepted after it.

    The shift is an event of another key, and may come later. Nobody stops looking for it while the
    signal is open: until then nothing that the city could punish waits.
    """
    signal_id, shift_id = UUID(timer.key), UUID(timer.data["shiftId"])
    accepted = (await shifts.by_ids(tx.conn, [shift_id])).get(shift_id)
    if accepted is not None:
        await _link(tx, signal_id, accepted.person_id, accepted.claim_id)
        return
    until = datetime.fromisoformat(timer.data["until"])
    signal = await signals.get(tx.conn, signal_id)
    if signal is not None and signal.state is not State.AFGESLOTEN:
        wait = AGAIN if tx.now < until else SELDOM
        await _link_later(tx, signal_id, shift_id, tx.now + wait, until)


async def link_when_known(tx: Transaction, signal_id: UUID, shift_id: UUID) -> None:
    """Say whom a signal is about by a shift, which may come later."""
    await _link_later(tx, signal_id, shift_id, tx.now, tx.now + LONGEST)


async def _link_later(
    tx: Transaction, signal_id: UUID, shift_id: UUID, at: datetime, until: datetime
) -> None:
    data = {"shiftId": str(shift_id), "until": until.isoformat()}
    await schedule(tx, LINK, str(signal_id), at, data)


async def _link(tx: Transaction, signal_id: UUID, person_id: UUID, claim_id: UUID) -> None:
    """What the city could punish waits for the person from now on."""
    before = await signals.give_person(tx.conn, signal_id, person_id, claim_id)
    await schedule(tx, LINK_FINDINGS, str(person_id), tx.now)
    await settle_after(tx, SYSTEM, signal_id)
    if before is not None and before != person_id:
        await settle(tx, SYSTEM, [before])


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
    signal_id = await raise_signal(
        tx,
        SignalKind.DUBBELE_AANGIFTE,
        f"shifts {' '.join(pair)}",
        "overlap",
        facts,
        person_id=shift.person_id if shift else None,
        known_by=shift.claim_id if shift else None,
    )
    if shift is None:
        await link_when_known(tx, signal_id, event.shift_id)
