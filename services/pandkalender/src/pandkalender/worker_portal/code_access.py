"""Access of a worker by code: granted and revoked by the police, used by her, forgotten unused."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from chassis.bus.timers import Timer, schedule
from chassis.bus.timers import revoke as revoke_timer
from chassis.db import Transaction
from contracts.databank import WorkerAccessGranted
from pandkalender.worker_portal.store import access, sessions

NAME = "forget-worker-access"
UNTIL_UNUSED = timedelta(days=180)
"""A code that was used stays good for so long after its last use."""
LONGEST = timedelta(days=730)
"""Life of a code at most, however often it is used: then the police give a new one."""


async def grant(
    tx: Transaction, event: WorkerAccessGranted, digest: str, refs: Iterable[UUID]
) -> None:
    """A code that expired before it was heard of opens nothing, also when events are replayed."""
    access_id, expires_at = event.access_id, event.expires_at
    if expires_at <= tx.now:
        return
    await access.add(tx, access_id, digest, expires_at, event.granted_at + LONGEST)
    await access.add_refs(tx, access_id, refs)
    await schedule(tx, NAME, str(access_id), expires_at)


async def change(tx: Transaction, access_id: UUID, refs: Iterable[UUID]) -> None:
    """Let a code open other workers; of one that is forgotten already nothing is kept."""
    await access.set_refs(tx, access_id, refs)


async def revoke(tx: Transaction, access_id: UUID) -> None:
    """Forget a code, the workers that it opened, and the sessions that it began."""
    await revoke_timer(tx, NAME, str(access_id))
    await _forget(tx, access_id)


async def expire(timer: Timer, tx: Transaction) -> None:
    """Forget a code that was not used in time."""
    await _forget(tx, UUID(timer.key))


async def sign_in(tx: Transaction, digest: str) -> str | None:
    """A new session and its token for the holder of a code; None when there is no such code."""
    known = await access.get_valid_for_update(tx, digest)
    if known is None:
        return None
    until = tx.now + UNTIL_UNUSED
    if known.ends_at is not None:
        until = min(until, known.ends_at)
    await schedule(tx, NAME, str(known.access_id), until)
    await access.extend(tx, known, until)
    return await sessions.begin(tx, known.access_id)


async def _forget(tx: Transaction, access_id: UUID) -> None:
    await sessions.end_all(tx, access_id)
    await access.delete_access(tx, access_id)
