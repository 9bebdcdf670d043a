"""The outbox: an event is written in the transaction of the change, or not at all."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from chassis.bus import failpoints
from chassis.bus.backlog import Backlog
from chassis.bus.envelope import encode
from chassis.bus.seal import Sealer
from chassis.db import PendingEvent, Transaction
from chassis.json_documents import json_text
from chassis.traces import OFF, Kind, Traces
from contracts import Event

CHANNEL = "bus_outbox"
"""The database's channel by which instances of one service tell each other that there is work."""

NEXT_SEQUENCES = """
INSERT INTO bus_sequence (partition_key, last)
SELECT key, count FROM unnest($1::text[], $2::bigint[]) AS t (key, count) ORDER BY key
ON CONFLICT (partition_key) DO UPDATE SET last = bus_sequence.last + EXCLUDED.last
RETURNING partition_key, last, told
"""

WRITE = """
WITH told AS (
  UPDATE bus_sequence SET told = named.told::jsonb
  FROM unnest($7::text[], $8::text[]) AS named (key, told) WHERE partition_key = named.key
)
INSERT INTO bus_outbox (event_id, type, routing_key, partition_key, correlation_id, body)
SELECT event_id, type, routing_key, partition_key, correlation_id, body
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::bytea[])
  WITH ORDINALITY AS t (event_id, type, routing_key, partition_key, correlation_id, body, nr)
ORDER BY nr
"""


PENDING = """
SELECT position, event_id, type, routing_key, partition_key, correlation_id, body, recorded_at
FROM bus_outbox
WHERE partition_key NOT IN (SELECT partition_key FROM bus_outbox WHERE refused IS NOT NULL)
ORDER BY position LIMIT $1
"""
REFUSED = """
UPDATE bus_outbox SET refused_at = clock_timestamp() WHERE position = (
  SELECT position FROM bus_outbox
  WHERE refused IS NOT NULL AND refused_at <= clock_timestamp() - $1 * interval '1 second'
  ORDER BY refused_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING position, event_id, type, routing_key, partition_key, correlation_id, body, recorded_at
"""
"""Noted before it is tried, so that nobody gives it up meanwhile (:mod:`chassis.bus.refused`)."""
SET_ASIDE = """
UPDATE bus_outbox SET refused = $2, refused_at = clock_timestamp() WHERE position = $1
"""
ARCHIVE = """
WITH published AS (DELETE FROM bus_outbox WHERE position = ANY($1::bigint[]) RETURNING *),
  unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO bus_archive
  (position, event_id, type, routing_key, partition_key, correlation_id, body, recorded_at)
SELECT position, event_id, type, routing_key, partition_key, correlation_id, body, recorded_at
FROM published, unhurried ORDER BY position
"""
"""Does not wait for the disk: a server that crashes puts the last of them back into the outbox,
from where they are published once more, as after any crash."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """A row of outbox or archive: an encoded event, and what the broker must be told of it."""

    position: int
    event_id: UUID
    type: str
    routing_key: str
    partition_key: str
    correlation_id: UUID
    body: bytes
    recorded_at: datetime


async def pending(conn: asyncpg.Connection, limit: int) -> list[StoredEvent]:
    """Events that were not published yet, oldest first, but for keys that are set aside."""
    return [StoredEvent(*row) for row in await conn.fetch(PENDING, limit)]


async def refused(conn: asyncpg.Connection, seconds: float) -> list[StoredEvent]:
    """The event that was set aside, and not tried for so many seconds, longest; none or one."""
    return [StoredEvent(*row) for row in await conn.fetch(REFUSED, seconds)]


async def set_aside(conn: asyncpg.Connection, event: StoredEvent, why: str) -> None:
    """Let an event that the broker refuses wait, and the later ones of its key behind it."""
    await conn.execute(SET_ASIDE, event.position, why)


async def archive(conn: asyncpg.Connection, events: Sequence[StoredEvent]) -> None:
    """Move published events from the outbox to the archive."""
    await conn.execute(ARCHIVE, [event.position for event in events])


def record(tx: Transaction, event: Event) -> None:
    """Have an event published, if and when ``tx`` commits; ``TransactionOverError`` after that."""
    tx.record(PendingEvent(event, tx.now, tx.cause))


class Outbox:
    """Writes what a transaction recorded, just before its commit.

    The sequence rows lock each key until the commit, so events of one key get positions in the
    order in which their transactions commit, also across instances of a service.

    An event's id begins with the moment at which it is written, so that readers' inboxes grow at
    one end of their index. Nobody may conclude an order from it: instances have clocks of their
    own. Ids of persons and things come from elsewhere, and tell nothing.
    """

    def __init__(
        self,
        publisher: str,
        sealer: Sealer,
        *,
        backlog: Backlog | None = None,
        announce: Callable[[], bool] = lambda: False,
        tracing: Traces = OFF,
    ) -> None:
        """``announce`` says whether another instance's relay must be told of new events."""
        self._publisher = publisher
        self._sealer = sealer
        self._backlog = backlog
        self._announce = announce
        self._tracing = tracing

    async def write(self, tx: Transaction) -> None:
        recorded = tx.recorded
        if not recorded:
            return
        if self._backlog is not None:
            self._backlog.check()
        for item in recorded:
            if item.event.publisher != self._publisher:
                raise TypeError(f"{self._publisher} does not publish {item.event.type}")
        keys = [item.event.partition_key for item in recorded]
        counts = Counter(keys)
        rows = await tx.conn.fetch(NEXT_SEQUENCES, [*counts], [*counts.values()])
        following = {
            row["partition_key"]: row["last"] - counts[row["partition_key"]] for row in rows
        }
        told: dict[str, dict[str, str]] = {row["partition_key"]: row["told"] for row in rows}
        columns: tuple[list[object], ...] = ([], [], [], [], [], [])
        for item, key in zip(recorded, keys, strict=True):
            event, event_id, cause = item.event, uuid7(), item.cause
            if self._tracing.is_on:
                name, parent = f"record {event.routing_key}", cause.traceparent
                mark = self._tracing.begin(name, Kind.PRODUCER, parent, event_id=str(event_id))
                cause = replace(cause, traceparent=mark.traceparent)
                mark.end()
            following[key] += 1
            body = encode(
                self._sealer.seal(event, event_id),
                event_id=event_id,
                at=item.at,
                sequence=following[key],
                cause=cause,
                previous={
                    reader: told[key][reader] for reader in event.readers if reader in told[key]
                },
            )
            told[key] |= dict.fromkeys(event.readers, str(event_id))
            values = (
                event_id,
                event.type,
                event.routing_key,
                key,
                item.cause.correlation_id,
                body,
            )
            for column, value in zip(columns, values, strict=True):
                column.append(value)
        last = [json_text(readers) for readers in told.values()]
        await tx.conn.execute(WRITE, *columns, [*told], last)
        if self._announce():
            await tx.conn.execute("SELECT pg_notify($1, '')", CHANNEL)
        failpoints.at("producer.recorded")
