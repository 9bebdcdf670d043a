"""Legal holds: events that must not be erased, whatever their term, until somebody releases them.

On one event, a key, a type, or everything. Holds and releases are added to, never changed.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.db import Transaction

HOLD = """
INSERT INTO bus_hold (type, partition_key, event_id, actor, reason) VALUES ($1, $2, $3, $4, $5)
RETURNING id
"""
RELEASE = """
INSERT INTO bus_release (hold, actor, reason)
SELECT id, $2, $3 FROM bus_hold WHERE id = $1
ON CONFLICT DO NOTHING RETURNING hold
"""
STANDING = """
SELECT id, type, partition_key, event_id, actor, reason, at FROM bus_hold AS hold
WHERE NOT EXISTS (SELECT FROM bus_release AS release WHERE release.hold = hold.id) ORDER BY id
"""
PROOFS = """
SELECT store, at, before, rule, events, held FROM bus_erasure ORDER BY at DESC, store LIMIT $1
"""


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold, on everything that fits each field that is given; with none, on all."""

    id: int
    type: str | None
    partition_key: str | None
    event_id: UUID | None
    actor: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Erasure:
    """The proof of one sweep: so many events erased and held, older than ``before``, by a rule."""

    store: str
    at: datetime
    before: datetime
    rule: str
    events: int
    held: int


async def hold(
    tx: Transaction,
    *,
    type: str | None = None,  # noqa: A002  # the envelope's name
    partition_key: str | None = None,
    event_id: UUID | None = None,
    actor: str,
    reason: str,
) -> int:
    """Keep all of this from now on; the number by which it is released."""
    number: int = await tx.conn.fetchval(HOLD, type, partition_key, event_id, actor, reason)
    return number


async def release(tx: Transaction, number: int, *, actor: str, reason: str) -> bool:
    """End a hold; False when there is no such hold, or it was released before."""
    return await tx.conn.fetchval(RELEASE, number, actor, reason) is not None


async def standing(conn: asyncpg.Connection) -> list[Hold]:
    """The holds that were not released, oldest first."""
    return [Hold(**row) for row in await conn.fetch(STANDING)]


async def proofs(conn: asyncpg.Connection, limit: int) -> list[Erasure]:
    """The proofs of what was erased and what a hold kept, newest first."""
    return [Erasure(**row) for row in await conn.fetch(PROOFS, limit)]
