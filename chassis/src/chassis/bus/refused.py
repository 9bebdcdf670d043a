"""Refused events: what the broker will not take waits in the outbox, and its key behind it.

The relay tries each again, a minute or two apart. What can never be published is given up by an
operator: no reader gets it, and the later ones of its key are published.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from chassis.rows import fetch_all

TRIED_SECONDS = 35.0
"""Seconds after the beginning of a try in which its end may still come."""

LOOK = """
SELECT event_id, type, refused AS why, refused_at AS tried_at, (
  SELECT count(*) - 1 FROM bus_outbox AS later
  WHERE later.partition_key = refused.partition_key AND later.position >= refused.position
) AS behind
FROM bus_outbox AS refused WHERE refused IS NOT NULL ORDER BY position
"""
GIVE_UP = """
WITH gone AS (
  DELETE FROM bus_outbox
  WHERE event_id = $1 AND refused IS NOT NULL
    AND refused_at <= clock_timestamp() - $2 * interval '1 second'
  RETURNING event_id, type, partition_key, refused
)
INSERT INTO bus_parking_log
  (action, actor, reason, consumer, event_id, type, partition_key, parked_reason, parked_detail)
SELECT 'given-up', $4, $5, $3, event_id, type, partition_key, 'refused', refused FROM gone
RETURNING event_id
"""


@dataclass(frozen=True, slots=True)
class RefusedEvent:
    """``why`` is the broker's kind of refusal; ``behind`` it wait so many later ones of its key."""

    event_id: UUID
    type: str
    why: str
    tried_at: datetime
    behind: int


async def look(conn: asyncpg.Connection) -> list[RefusedEvent]:
    """Events that the broker refuses, oldest first."""
    return await fetch_all(conn, RefusedEvent, LOOK)


async def give_up(
    tx: Transaction, publisher: str, event_id: UUID, *, actor: str, reason: str
) -> bool:
    """Take an event out of the outbox for good, recorded with actor and reason.

    False when it is not refused, or is being tried at this moment: then it may be published yet.
    """
    gone = await tx.conn.fetchval(GIVE_UP, event_id, TRIED_SECONDS, publisher, actor, reason)
    return gone is not None
