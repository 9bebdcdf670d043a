"""Gaps: events that a later one of their key names, and that this reader has not had.

Each message names, for each of its readers, the event before it of its key that this reader should
have had. Types that a reader does not get leave no gap so, and the inbox says what is missing. A
gap closes by itself when the event comes, as by a replay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import structlog

from chassis.bus.dispatcher import Delivery
from chassis.db import Transaction
from chassis.rows import fetch_all

NOTE = """
INSERT INTO bus_gap (consumer, event_id, sender, partition_key, named_by, type)
SELECT $1, event_id, sender, partition_key, named_by, type
FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[], $7::text[])
  AS named (event_id, written_at, sender, partition_key, named_by, type)
WHERE NOT EXISTS (
    SELECT FROM bus_inbox AS had WHERE had.consumer = $1 AND had.event_id = named.event_id
  )
  AND written_at > coalesce(
    (SELECT max(before) FROM bus_erasure WHERE store = 'inbox'), '-infinity'
  )
ORDER BY event_id
ON CONFLICT DO NOTHING
RETURNING type
"""
"""What the inbox may have forgotten is not judged."""
OPEN = """
FROM bus_gap AS gap WHERE NOT EXISTS (
  SELECT FROM bus_inbox AS had
  WHERE had.consumer = gap.consumer AND had.event_id = gap.event_id
)
"""
COUNT = f"SELECT count(*) {OPEN}"  # constants
LOOK = f"""
SELECT event_id, sender, partition_key, named_by, type, seen_at {OPEN}
  AND consumer = $1 ORDER BY seen_at, event_id
"""
LET_GO = """
WITH gone AS (
  DELETE FROM bus_gap WHERE consumer = $1 AND event_id = $2
  RETURNING event_id, type, partition_key
)
INSERT INTO bus_parking_log
  (action, actor, reason, consumer, event_id, type, partition_key, parked_reason, parked_detail)
SELECT 'let-go', $3, $4, $1, event_id, type, partition_key, 'missing', 'named by a later event'
FROM gone RETURNING event_id
"""
CLOSED = f"""
DELETE FROM bus_gap WHERE (consumer, event_id) NOT IN (SELECT gap.consumer, gap.event_id {OPEN})
"""  # noqa: S608

log = structlog.get_logger("consumer")


@dataclass(frozen=True, slots=True)
class Gap:
    """An event that is missing; ``type`` is that of the later event that named it."""

    event_id: UUID
    sender: str
    partition_key: str
    named_by: UUID
    type: str
    seen_at: datetime


async def note(tx: Transaction, consumer: str, deliveries: Sequence[Delivery]) -> None:
    """Note what these name and the inbox has not; they have taken their own ids by now.

    What is sent again is not judged: it comes in the order of an archive, from where it begins.
    """
    named = [
        (delivery, previous)
        for delivery in deliveries
        if not delivery.replayed and (previous := delivery.envelope.previous.get(consumer))
    ]
    if not named:
        return
    envelopes = [delivery.envelope for delivery, _ in named]
    missing = await tx.conn.fetch(
        NOTE,
        consumer,
        [previous for _, previous in named],
        [_written_at(previous, delivery) for delivery, previous in named],
        [envelope.publisher for envelope in envelopes],
        [envelope.partition_key for envelope in envelopes],
        [envelope.id for envelope in envelopes],
        [envelope.type for envelope in envelopes],
    )
    for row in missing:
        log.error("an event is missing", named_by=row["type"])


async def look(conn: asyncpg.Connection, consumer: str) -> list[Gap]:
    """What a reader misses, as far as later events of the same keys tell; longest known first."""
    return await fetch_all(conn, Gap, LOOK, consumer)


async def let_go(
    tx: Transaction, consumer: str, event_id: UUID, *, actor: str, reason: str
) -> bool:
    """Count one no more that will never come; recorded. False when there is none."""
    return await tx.conn.fetchval(LET_GO, consumer, event_id, actor, reason) is not None


async def forget_closed(conn: asyncpg.Connection) -> None:
    """Drop gaps whose event came."""
    await conn.execute(CLOSED)


def _written_at(event_id: UUID, later: Delivery) -> datetime:
    """When an event was written, by the outbox's ids (UUID version 7); else that of the later."""
    if event_id.version != 7:  # RFC 9562
        return later.envelope.time
    return datetime.fromtimestamp((event_id.int >> 80) / 1000, UTC)
