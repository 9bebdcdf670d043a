"""A worker's own: what her code opens, the session that it begins, and what she confirmed.

Who she is, is not known here: a code opens declared workers, because the police said so. Nothing
in these tables is read by any query of an owner. That she disputed something is not kept at all.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import asyncpg

from chassis.bus.timers import Timer, revoke, schedule
from chassis.db import Transaction
from chassis.web.login.session_expiry import SessionExpiry

FORGET = "forget-worker-access"
UNTIL_UNUSED = timedelta(days=180)
"""A code that was used stays good for so long after its last use."""
BACK, AHEAD = timedelta(days=30), timedelta(days=92)
"""Which declarations she sees: as far back as one can still say something about them."""
MOST = 100
IDLE = timedelta(minutes=10)
LONGEST = timedelta(hours=1)
"""Of a session, in real time: a phone is easily looked at by somebody else."""

SHIFTS = """
SELECT s.shift_id, s.starts_at, COALESCE(s.ended_at, s.ends_at) AS ends_at, s.planning,
  p.street, p.house_number, r.label AS room, confirmed_at IS NOT NULL AS confirmed
FROM shift s
  JOIN room r USING (room_id)
  JOIN premises p ON p.premises_id = s.premises_id
  LEFT JOIN shift_confirmation USING (shift_id)
WHERE s.worker_id IN (SELECT worker_id FROM worker_access_ref WHERE access_id = $1)
  AND s.ends_at > $2 AND s.starts_at < $3 AND ($4::uuid IS NULL OR s.shift_id = $4)
ORDER BY s.starts_at DESC, s.shift_id LIMIT $5
"""
LOOK = """
SELECT access_id, seen_at, began_at, now() AS now FROM worker_session
WHERE digest = $1 AND seen_at > now() - $2::interval AND began_at > now() - $3::interval
"""
USE = """
UPDATE worker_session SET seen_at = now()
WHERE digest = $1 AND seen_at > now() - $2::interval AND began_at > now() - $3::interval
RETURNING access_id, seen_at, began_at, now() AS now
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a session opens, and how long it still stands."""

    access_id: UUID
    lasting: SessionExpiry


async def grant(
    tx: Transaction, access_id: UUID, digest: str, expires_at: datetime, refs: Iterable[UUID]
) -> None:
    """A code that expired before it was heard of opens nothing, also when events are replayed."""
    if expires_at <= tx.now:
        return
    await tx.conn.execute(
        "INSERT INTO worker_access (access_id, digest, expires_at) VALUES ($1, $2, $3)"
        " ON CONFLICT DO NOTHING",
        access_id,
        digest,
        expires_at,
    )
    await _set_refs(tx, access_id, refs)
    await schedule(tx, FORGET, str(access_id), expires_at)


async def change(tx: Transaction, access_id: UUID, refs: Iterable[UUID]) -> None:
    """What an access opens now; of one that is forgotten already nothing is kept."""
    await tx.conn.execute("DELETE FROM worker_access_ref WHERE access_id = $1", access_id)
    await _set_refs(tx, access_id, refs)


async def _set_refs(tx: Transaction, access_id: UUID, refs: Iterable[UUID]) -> None:
    await tx.conn.execute(
        """
        INSERT INTO worker_access_ref (access_id, worker_id)
        SELECT access_id, unnest($2::uuid[]) FROM worker_access WHERE access_id = $1
        ON CONFLICT DO NOTHING
        """,
        access_id,
        list(refs),
    )


async def forget(tx: Transaction, access_id: UUID) -> None:
    """The code, what it opened, and the sessions that it began."""
    await revoke(tx, FORGET, str(access_id))
    await _delete(tx, access_id)


async def expire(timer: Timer, tx: Transaction) -> None:
    """Not used in time."""
    await _delete(tx, UUID(timer.key))


async def _delete(tx: Transaction, access_id: UUID) -> None:
    for table in ("worker_session", "worker_access_ref", "worker_access"):
        await tx.conn.execute(f"DELETE FROM {table} WHERE access_id = $1", access_id)  # noqa: S608


async def enter(tx: Transaction, digest: str) -> str | None:
    """A new session and its token for whoever holds the code; None when there is no such code."""
    access_id: UUID | None = await tx.conn.fetchval(
        "SELECT access_id FROM worker_access WHERE digest = $1 AND expires_at > $2 FOR UPDATE",
        digest,
        tx.now,
    )
    if access_id is None:
        return None
    until = tx.now + UNTIL_UNUSED
    await schedule(tx, FORGET, str(access_id), until)
    await tx.conn.execute(
        "UPDATE worker_access SET expires_at = $2 WHERE access_id = $1", access_id, until
    )
    await tx.conn.execute(
        "DELETE FROM worker_session"
        " WHERE seen_at < now() - $1::interval OR began_at < now() - $2::interval",
        IDLE,
        LONGEST,
    )
    token = secrets.token_urlsafe(32)
    await tx.conn.execute(
        "INSERT INTO worker_session (digest, access_id) VALUES ($1, $2)", _digest(token), access_id
    )
    return token


async def visit(tx: Transaction, token: str, *, used: bool = True) -> Visit | None:
    """What a session opens. Only when it is ``used`` it stands longer for it."""
    row = await tx.conn.fetchrow(USE if used else LOOK, _digest(token), IDLE, LONGEST)
    if row is None:
        return None
    lasting = SessionExpiry.idle(row["now"], row["seen_at"], IDLE, row["began_at"] + LONGEST)
    return Visit(row["access_id"], lasting)


async def leave(tx: Transaction, token: str) -> None:
    await tx.conn.execute("DELETE FROM worker_session WHERE digest = $1", _digest(token))


async def shifts(
    tx: Transaction, access_id: UUID, shift_id: UUID | None = None
) -> list[asyncpg.Record]:
    """What is declared about her, the last first, or one of them. Without any name."""
    return list(
        await tx.conn.fetch(SHIFTS, access_id, tx.now - BACK, tx.now + AHEAD, shift_id, MOST)
    )


async def confirm(tx: Transaction, shift_id: UUID) -> bool:
    """Whether this is the first time."""
    done = await tx.conn.execute(
        "INSERT INTO shift_confirmation (shift_id, confirmed_at) VALUES ($1, $2)"
        " ON CONFLICT DO NOTHING",
        shift_id,
        tx.now,
    )
    return bool(done.endswith(" 1"))


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
