"""Shifts as people read them: in lists, and one with its history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from pandkalender.sealed_columns import opened
from pandkalender.shifts.rules.planning import Planning

SHOWN = """
SELECT s.shift_id, s.owner, s.worker_id, s.premises_id, s.room_id, s.starts_at, s.ends_at,
  s.ended_at, s.planning, s.late, s.lead_minutes, s.declared_at, s.verification, w.identity,
  r.label AS room, p.label AS premises, c.claim_id, c.said
FROM shift s
  JOIN room r USING (room_id)
  JOIN premises p ON p.premises_id = s.premises_id
  JOIN worker w USING (worker_id)
  JOIN worker_claim c USING (claim_id)
"""
LIST = f"""
{SHOWN}
WHERE ($1::text IS NULL OR s.owner = $1)
  AND ($2::timestamptz IS NULL OR COALESCE(s.ended_at, s.ends_at) > $2)
  AND ($3::timestamptz IS NULL OR s.starts_at < $3)
  AND ($4::text IS NULL OR $4 = CASE
    WHEN s.planning IN ('aangegeven', 'gewijzigd') AND s.starts_at <= $5 THEN 'bezig'
    ELSE s.planning END)
ORDER BY s.starts_at, s.shift_id LIMIT $6 OFFSET $7
"""
ONE = f"{SHOWN} WHERE s.shift_id = $1 AND s.owner = $2"
STEPS = """
SELECT planning, reason, at, actor_function, room_id, starts_at, ends_at
FROM shift_step WHERE shift_id = $1 ORDER BY step_id
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """``owner`` None for all. Shifts that touch the time between; a state as people see it."""

    owner: str | None
    after: datetime | None
    before: datetime | None
    state: Planning | None


async def shifts(tx: Transaction, wanted: Wanted, limit: int, offset: int) -> list[dict[str, Any]]:
    return opened(
        tx,
        await tx.conn.fetch(
            LIST,
            wanted.owner,
            wanted.after,
            wanted.before,
            wanted.state.value if wanted.state else None,
            tx.now,
            limit,
            offset,
        ),
    )


async def shift(tx: Transaction, shift_id: UUID, owner: str) -> dict[str, Any] | None:
    return next(iter(opened(tx, await tx.conn.fetch(ONE, shift_id, owner))), None)


async def steps(tx: Transaction, shift_id: UUID) -> list[asyncpg.Record]:
    """Oldest first."""
    return list(await tx.conn.fetch(STEPS, shift_id))
