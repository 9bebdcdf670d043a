"""Replay: archived events sent again, to one reader only; its inbox drops what it has had.

Asked for by a row in ``bus_replay`` and worked off by the relay, in the order of the first
publication. Progress is kept, so a crash repeats at most one batch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg

from chassis.bus import failpoints
from chassis.bus.outbox import StoredEvent
from chassis.bus.publisher import PublishChannel
from chassis.bus.retention.policy import Terms
from chassis.bus.topology import REPLAY
from chassis.clock import SystemClock
from chassis.days import city_day
from chassis.db import Transaction
from contracts import events_for, events_of

ASK = """
INSERT INTO bus_replay (reader, since, until, actor, reason) VALUES ($1, $2, $3, $4, $5)
RETURNING id
"""
ASK_LISTED = """
INSERT INTO bus_replay (reader, since, actor, reason, listed)
VALUES ($1, 'epoch', $2, $3, true) RETURNING id
"""
LIST = """
INSERT INTO bus_replay_event (replay, position)
SELECT $1, wanted FROM unnest($3::bigint[]) AS wanted WHERE NOT EXISTS (
  SELECT FROM bus_replay JOIN bus_replay_event ON replay = id
  WHERE reader = $2 AND done_at IS NULL AND bus_replay_event.position = wanted
)
"""
OPEN = """
SELECT id, reader, since, until, position, listed FROM bus_replay
WHERE done_at IS NULL ORDER BY id LIMIT 1
"""
BATCH = """
SELECT position, event_id, type, routing_key, partition_key, correlation_id, body, recorded_at
FROM bus_archive
WHERE position > $1 AND type = ANY($2::text[]) AND recorded_at >= $6
  AND published_at >= $3 AND ($4::timestamptz IS NULL OR published_at < $4)
ORDER BY position LIMIT $5
"""
LISTED_BATCH = """
SELECT position, event_id, type, routing_key, partition_key, correlation_id, body, recorded_at
FROM bus_replay_event JOIN bus_archive USING (position)
WHERE replay = $1 AND position > $2 AND type = ANY($3::text[]) AND recorded_at >= $5
ORDER BY position LIMIT $4
"""
HORIZON = """
SELECT greatest(max(before), clock_timestamp() - $1 * interval '1 day') FROM bus_erasure
WHERE store = 'archive'
"""
PROGRESS = "UPDATE bus_replay SET position = $2, sent = sent + $3 WHERE id = $1"
DONE = """
WITH gone AS (DELETE FROM bus_replay_event WHERE replay = $1)
UPDATE bus_replay SET done_at = clock_timestamp() WHERE id = $1
"""


@dataclass(frozen=True, slots=True)
class OpenReplay:
    """A request that is not done, and the position in the archive up to which it was sent."""

    id: int
    reader: str
    since: datetime
    until: datetime | None
    position: int
    listed: bool


def replayable(publisher: str, reader: str) -> list[str]:
    """The types that ``reader`` may have from ``publisher``, by the contracts."""
    return [event.type for event in events_of(publisher) if event in events_for(reader)]


async def ask_for_replay(
    tx: Transaction,
    reader: str,
    *,
    since: datetime,
    until: datetime | None,
    actor: str,
    reason: str,
) -> int:
    """Have this service's archive sent to ``reader``; the moments are those of publication."""
    number: int = await tx.conn.fetchval(ASK, reader, since, until, actor, reason)
    return number


async def ask_for_listed(
    tx: Transaction, reader: str, positions: Sequence[int], *, actor: str, reason: str
) -> int:
    """Have these events of the archive sent to ``reader``, in the order of the archive.

    Those that an open request lists already are not sent twice.
    """
    number: int = await tx.conn.fetchval(ASK_LISTED, reader, actor, reason)
    await tx.conn.execute(LIST, number, reader, positions)
    return number


async def horizon(conn: asyncpg.Connection, terms: Terms) -> datetime:
    """The moment before which nothing is sent again, also where a hold keeps it in the archive.

    Readers may have forgotten by then that they had it.
    """
    term = terms.of("archive", city_day(SystemClock().now()))
    moment: datetime | None = await conn.fetchval(HORIZON, term.days if term else None)
    return moment or datetime(1970, 1, 1, tzinfo=UTC)


async def replay_some(
    conn: asyncpg.Connection, channel: PublishChannel, publisher: str, terms: Terms, batch: int
) -> int:
    """Send one batch of the oldest open request; the number sent, 0 when there is nothing to do."""
    row = await conn.fetchrow(OPEN)
    if row is None:
        return 0
    replay = OpenReplay(**row)
    types = replayable(publisher, replay.reader)
    oldest = await horizon(conn, terms)
    if replay.listed:
        wanted: tuple[object, ...] = (replay.id, replay.position, types, batch, oldest)
        rows = await conn.fetch(LISTED_BATCH, *wanted)
    else:
        wanted = (replay.position, types, replay.since, replay.until, batch, oldest)
        rows = await conn.fetch(BATCH, *wanted)
    events = [StoredEvent(*row) for row in rows]
    if not events:
        await conn.execute(DONE, replay.id)
        failpoints.at("replay.finished")
        return 0
    failpoints.at("replay.read")
    await channel.send(REPLAY, events, prefix=f"{replay.reader}.")
    failpoints.at("replay.confirmed")
    await conn.execute(PROGRESS, replay.id, events[-1].position, len(events))
    failpoints.at("replay.noted")
    return len(events)
