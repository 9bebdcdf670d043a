"""Answers of workers about declared shifts; a dispute is a protective signal, never a fault.

Nothing of it goes back to the calendar, so no owner can notice it (handbook §4.6).
"""

from chassis.db import Transaction
from contracts.codes import DisputeReason, SignalKind
from contracts.pandkalender import ShiftConfirmed, ShiftDisputed
from databank.shifts.calendar_signals import link_when_known
from databank.shifts.rules.worker_answer import Answer
from databank.shifts.store import shifts, worker_answers
from databank.welfare.raise_signal import raise_signal
from databank.welfare.rules import priority


async def note_confirmed(event: ShiftConfirmed, tx: Transaction) -> None:
    """Keep that a worker confirmed; an earlier dispute stands, as she may have been made to."""
    await worker_answers.add(tx.conn, event.shift_id, Answer.BEVESTIGD, event.confirmed_at)


async def note_disputed(event: ShiftDisputed, tx: Transaction) -> None:
    """Raise one signal per kind and shift; coercion is urgent, the rest has its own term.

    Also of a shift that we do not know: a call for help is never parked.
    """
    reasons = event.grounds.value.reasons
    codes = [reason.value for reason in reasons]
    await worker_answers.add(tx.conn, event.shift_id, Answer.BETWIST, event.disputed_at, codes)
    shift = (await shifts.by_ids(tx.conn, [event.shift_id])).get(event.shift_id)
    for kind in sorted({priority.DISPUTES[reason] for reason in reasons}):
        signal_id = await raise_signal(
            tx,
            kind,
            f"dispute {event.shift_id}",
            "betwisting",
            _facts(event, kind),
            person_id=shift.person_id if shift else None,
            known_by=shift.claim_id if shift else None,
        )
        if shift is None:
            await link_when_known(tx, signal_id, event.shift_id)


def _facts(event: ShiftDisputed, kind: SignalKind) -> dict[str, object]:
    reasons: list[DisputeReason] = [
        reason for reason in event.grounds.value.reasons if priority.DISPUTES[reason] is kind
    ]
    return {
        "shiftId": event.shift_id,
        "disputedAt": event.disputed_at,
        "reasons": [reason.value for reason in reasons],
    }
