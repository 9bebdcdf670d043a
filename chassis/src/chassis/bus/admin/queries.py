"""Queries for operators of one service's bus: numbers and parked messages, never content.

Works on the service's own database, from inside the service or from the command line.
"""

from dataclasses import astuple, dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.bus.parking import Selection
from chassis.bus.timers import STUCK

COUNTED = 1_000_000
"""Larger tables are estimated instead of counted."""

BLOCKING = """
SELECT p.event_id, p.type, p.partition_key, p.reason, p.detail, p.attempts, p.parked_at,
       p.requested_by, p.retry_at, b.behind
FROM bus_parked AS p, LATERAL (
  SELECT count(*) AS behind FROM bus_parked AS b
  WHERE b.consumer = p.consumer AND b.partition_key = p.partition_key
    AND b.reason = 'behind' AND p.reason <> 'violation'
) AS b
WHERE p.consumer = $1
  AND ($2::uuid IS NULL OR p.event_id = $2)
  AND ($3::text IS NULL OR p.type = $3)
  AND ($4::text IS NULL OR p.reason = $4)
  AND ($5::text IS NULL OR p.partition_key = $5)
  AND ($6::timestamptz IS NULL OR p.parked_at >= $6)
  AND ($7::timestamptz IS NULL OR p.parked_at < $7)
  AND p.reason NOT IN ('behind', 'held')
ORDER BY p.position LIMIT $8 OFFSET $9
"""
LOG = """
SELECT at, action, actor, reason, event_id, type, parked_reason, parked_detail
FROM bus_parking_log WHERE consumer = $1 AND ($2::uuid IS NULL OR event_id = $2)
ORDER BY position DESC LIMIT $3 OFFSET $4
"""
OUTBOX = """
SELECT count(*) AS events,
       coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::float AS seconds
FROM bus_outbox
"""
SIZE = "SELECT reltuples::bigint FROM pg_class WHERE oid = 'bus_inbox'::regclass"
TIMERS = """
SELECT count(*) AS waiting,
       count(*) FILTER (WHERE due_at <= clock_timestamp()) AS due,
       count(*) FILTER (WHERE attempts >= $1) AS failed
FROM bus_timer
"""
REPLAYS = """
SELECT id, reader, since, until, actor, reason, asked_at, sent
FROM bus_replay WHERE done_at IS NULL ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class BlockingMessage:
    """A parked message, and how many later ones of its key wait ``behind`` it."""

    event_id: UUID
    type: str
    partition_key: str
    reason: str
    detail: str
    attempts: int
    parked_at: datetime
    requested_by: str | None
    retry_at: datetime | None
    behind: int


@dataclass(frozen=True, slots=True)
class ParkingLogEntry:
    """One act with a parked message, by somebody or by the bus on somebody's request."""

    at: datetime
    action: str
    actor: str
    reason: str
    event_id: UUID
    type: str
    parked_reason: str
    parked_detail: str


@dataclass(frozen=True, slots=True)
class OutboxState:
    """``events`` that wait for the broker, and the age of the oldest in ``seconds``."""

    events: int
    seconds: float


@dataclass(frozen=True, slots=True)
class InboxState:
    """Events that the service has had; ``estimated`` where there are too many to count."""

    events: int
    estimated: bool


@dataclass(frozen=True, slots=True)
class TimerCounts:
    """``due`` by the database's clock; ``failed`` ones so often that somebody is called."""

    waiting: int
    due: int
    failed: int


@dataclass(frozen=True, slots=True)
class ReplayState:
    """A replay of this service's archive that is not done: how many events were ``sent``."""

    id: int
    reader: str
    since: datetime
    until: datetime | None
    actor: str
    reason: str
    asked_at: datetime
    sent: int


async def blocking(
    conn: asyncpg.Connection, consumer: str, selection: Selection, *, limit: int, offset: int = 0
) -> list[BlockingMessage]:
    """Parked messages of a selection, oldest first, without those that only wait behind."""
    rows = await conn.fetch(BLOCKING, consumer, *astuple(selection), limit, offset)
    return [BlockingMessage(**row) for row in rows]


async def log(
    conn: asyncpg.Connection,
    consumer: str,
    *,
    event_id: UUID | None = None,
    limit: int,
    offset: int = 0,
) -> list[ParkingLogEntry]:
    """The acts with parked messages, newest first."""
    return [
        ParkingLogEntry(**row) for row in await conn.fetch(LOG, consumer, event_id, limit, offset)
    ]


async def outbox(conn: asyncpg.Connection) -> OutboxState:
    return OutboxState(**await conn.fetchrow(OUTBOX))


async def inbox(conn: asyncpg.Connection) -> InboxState:
    size = await conn.fetchval(SIZE)
    if size > COUNTED:
        return InboxState(size, estimated=True)
    return InboxState(await conn.fetchval("SELECT count(*) FROM bus_inbox"), estimated=False)


async def timers(conn: asyncpg.Connection) -> TimerCounts:
    return TimerCounts(**await conn.fetchrow(TIMERS, STUCK))


async def replays(conn: asyncpg.Connection) -> list[ReplayState]:
    """Replays that are not done, oldest first."""
    return [ReplayState(**row) for row in await conn.fetch(REPLAYS)]
