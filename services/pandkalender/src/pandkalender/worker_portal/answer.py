"""Answer of a worker to a declaration about her: confirm it, or dispute it to the police alone."""

from collections.abc import Iterable
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import DisputeReason
from contracts.identity import DisputeGrounds
from contracts.pandkalender import ShiftConfirmed, ShiftDisputed
from contracts.sealed import Sealed
from pandkalender.worker_portal.store import own_shifts


async def confirm(tx: Transaction, shift_id: UUID) -> None:
    """Keep and tell that a shift is right, once."""
    if await own_shifts.confirm(tx, shift_id):
        record(tx, ShiftConfirmed(shift_id=shift_id, confirmed_at=tx.now))


def dispute(tx: Transaction, shift_id: UUID, reasons: Iterable[DisputeReason]) -> None:
    """Tell the police that a shift is not right; the calendar keeps nothing of it."""
    grounds = Sealed.of(DisputeGrounds(reasons=tuple(dict.fromkeys(reasons))))
    record(tx, ShiftDisputed(shift_id=shift_id, disputed_at=tx.now, grounds=grounds))
