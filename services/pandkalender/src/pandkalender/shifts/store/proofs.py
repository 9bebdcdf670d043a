"""Proofs of declarations: a code that nobody can guess, and what may be shown to who has it."""

import secrets
from uuid import UUID

import asyncpg

from chassis.db import Transaction

SHOWN = """
SELECT s.shift_id, s.starts_at, s.ends_at, s.ended_at, s.planning, s.declared_at, s.late,
  r.label AS room, p.label AS premises, p.street, p.house_number, proof.code
FROM proof JOIN shift s USING (shift_id) JOIN room r USING (room_id)
  JOIN premises p ON p.premises_id = s.premises_id
WHERE s.shift_id = $1
"""


async def code(tx: Transaction, shift_id: UUID) -> str:
    """Made at the first request, the same ever after."""
    await tx.conn.execute(
        "INSERT INTO proof (shift_id, code, made_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        shift_id,
        secrets.token_urlsafe(9),
        tx.now,
    )
    found: str = await tx.conn.fetchval("SELECT code FROM proof WHERE shift_id = $1", shift_id)
    return found


async def show(tx: Transaction, shift_id: UUID, given: str) -> asyncpg.Record | None:
    """Room, hours and state, never who works there; None for a wrong code."""
    row = await tx.conn.fetchrow(SHOWN, shift_id)
    if row is None or not secrets.compare_digest(row["code"].encode(), given.encode()):
        return None
    return row
