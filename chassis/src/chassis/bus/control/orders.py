"""Orders of operators for a whole reader: one row that every instance follows, and a log of each.

An order outlives the process that took it: a reader that was paused is paused after a restart.
"""

from uuid import UUID

import asyncpg

from chassis.bus.control.commands import Pause, ReaderOrder, Resume, Slow
from chassis.db import Transaction

ORDER = """
INSERT INTO bus_reader_order AS held (consumer, paused, per_second, actor, because)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (consumer) DO UPDATE
SET paused = EXCLUDED.paused, per_second = EXCLUDED.per_second, actor = EXCLUDED.actor,
  because = EXCLUDED.because, since = clock_timestamp()
"""
LOG = """
INSERT INTO bus_parking_log
  (action, actor, reason, consumer, event_id, type, partition_key, parked_reason, parked_detail)
VALUES ($1, $2, $3, $4, $5, 'control', $4, 'order', $6)
"""
HELD = """
SELECT paused, per_second, since, actor, because FROM bus_reader_order WHERE consumer = $1
"""


async def order(
    tx: Transaction, consumer: str, command_id: UUID, step: Pause | Resume | Slow, actor: str
) -> None:
    """Have a reader follow ``step`` from now on; recorded with its actor and reason."""
    per_second = step.per_second if isinstance(step, Slow) else None
    paused = isinstance(step, Pause)
    await tx.conn.execute(ORDER, consumer, paused, per_second, actor, step.because)
    detail = f"{per_second} a second" if per_second else ""
    await tx.conn.execute(LOG, step.do, actor, step.because, consumer, command_id, detail)


async def held(conn: asyncpg.Connection, consumer: str) -> ReaderOrder:
    """The order that holds for a reader; an empty one where nobody ever gave any."""
    row = await conn.fetchrow(HELD, consumer)
    return ReaderOrder.model_validate(dict(row)) if row else ReaderOrder()
