"""Rebuild: what a reader made of events is made anew from the archives of their publishers.

The archives are read where they lie, with no broker between, and each event takes the same pipeline
as one that is live. Keys are dealt out to shares, which work beside each other; within a share each
publisher's events keep the order of its archive. How far a share has come is noted after its batch,
so one that is cut off repeats at most a batch, and the inbox drops that.

What a process had in hand when it was cut off may be what ended it. So whoever goes on tries the
next batch of just those shares first, event by event, each after a note that outlives the process
(:mod:`chassis.bus.attempts`), and while nothing else is tried that could be blamed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import structlog

from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import UnreadableError, decode
from chassis.bus.pipeline import Pipeline
from chassis.rows import fetch_all

BATCH = 1_000
"""Events in one transaction: more make nothing cheaper."""

BEGIN = """
INSERT INTO bus_rebuild (consumer, actor, reason, shares) VALUES ($1, $2, $3, $4) RETURNING id
"""
BEGIN_SHARES = """
INSERT INTO bus_rebuild_share (rebuild, publisher, share)
SELECT $1, publisher, share
FROM unnest($2::text[]) AS publisher, generate_series(0, $3 - 1) AS share
"""
OPEN = """
SELECT id, shares, actor, began_at FROM bus_rebuild WHERE consumer = $1 AND done_at IS NULL
ORDER BY id DESC LIMIT 1
"""
EVENTS = "SELECT coalesce(sum(events), 0)::bigint FROM bus_rebuild_share WHERE rebuild = $1"
POSITION = """
SELECT position FROM bus_rebuild_share WHERE rebuild = $1 AND publisher = $2 AND share = $3
"""
BEGIN_SHARE = """
UPDATE bus_rebuild_share SET in_hand = true
WHERE rebuild = $1 AND publisher = $2 AND share = $3 RETURNING position
"""
END_SHARE = """
UPDATE bus_rebuild_share SET in_hand = false
WHERE rebuild = $1 AND publisher = $2 AND share = $3
"""
IN_HAND = "SELECT publisher, share FROM bus_rebuild_share WHERE rebuild = $1 AND in_hand"
NOTE = """
UPDATE bus_rebuild_share SET position = $4, events = events + $5
WHERE rebuild = $1 AND publisher = $2 AND share = $3
"""
DONE = "UPDATE bus_rebuild SET done_at = clock_timestamp() WHERE consumer = $1 AND done_at IS NULL"
COLUMNS = "position, event_id, routing_key, partition_key, body"
NEXT = f"""
SELECT {COLUMNS} FROM bus_archive
WHERE position > $1 AND type = ANY($2::text[]) AND recorded_at >= $3
  AND (hashtext(partition_key) & 2147483647) % $4 = $5
ORDER BY position LIMIT $6
"""  # noqa: S608  # constants
LISTED = f"SELECT {COLUMNS} FROM bus_archive WHERE position = ANY($1::bigint[]) ORDER BY position"  # noqa: S608

log = structlog.get_logger("rebuild")


@dataclass(frozen=True, slots=True)
class OpenRebuild:
    """A rebuild that was begun and is not done, of so many shares."""

    id: int
    shares: int
    actor: str
    began_at: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """One of the shares of a rebuild; nothing that was recorded before ``oldest`` is read."""

    rebuild: int
    publisher: str
    types: Sequence[str]
    oldest: datetime
    share: int
    shares: int


async def begin(
    conn: asyncpg.Connection,
    consumer: str,
    publishers: Sequence[str],
    shares: int,
    *,
    actor: str,
    reason: str,
) -> None:
    """Begin, in the transaction that throws away what was there; one before it counts no more."""
    await conn.execute(DONE, consumer)
    number = await conn.fetchval(BEGIN, consumer, actor, reason, shares)
    await conn.execute(BEGIN_SHARES, number, publishers, shares)


async def unfinished(conn: asyncpg.Connection, consumer: str) -> OpenRebuild | None:
    """The rebuild that was begun and is not done."""
    found = await fetch_all(conn, OpenRebuild, OPEN, consumer)
    return found[0] if found else None


async def finish(conn: asyncpg.Connection, consumer: str) -> None:
    await conn.execute(DONE, consumer)


async def events(conn: asyncpg.Connection, rebuild: int) -> int:
    """The events that all shares have read so far."""
    count: int = await conn.fetchval(EVENTS, rebuild)
    return count


async def in_hand(conn: asyncpg.Connection, rebuild: int) -> set[tuple[str, int]]:
    """The shares, each of a publisher, that a process had in hand when it was cut off."""
    return {(row["publisher"], row["share"]) for row in await conn.fetch(IN_HAND, rebuild)}


async def try_warily(
    share: Share, archive: asyncpg.Connection, reader: asyncpg.Connection, pipeline: Pipeline
) -> None:
    """Take one batch event by event, and park what ended the process each time."""
    place = (share.rebuild, share.publisher, share.share)
    if rows := await _next(share, archive, await reader.fetchval(POSITION, *place)):
        await _take(share.publisher, rows, pipeline, warily=True)
        await reader.execute(NOTE, *place, rows[-1]["position"], len(rows))


async def work_off(
    share: Share,
    archive: asyncpg.Connection,
    reader: asyncpg.Connection,
    pipeline: Pipeline,
    *,
    stops: Callable[[], bool],
) -> None:
    """Take what the archive still has for this share. ``AheadError`` for what a newer release told.

    What no reader could read is passed by: whoever compares afterwards finds it missing.
    """
    place = (share.rebuild, share.publisher, share.share)
    position: int = await reader.fetchval(BEGIN_SHARE, *place)
    while not stops():
        rows = await _next(share, archive, position)
        if not rows:
            await reader.execute(END_SHARE, *place)
            return
        await _take(share.publisher, rows, pipeline)
        position = rows[-1]["position"]
        await reader.execute(NOTE, *place, position, len(rows))


async def _next(
    share: Share, archive: asyncpg.Connection, position: int
) -> Sequence[Mapping[str, Any]]:
    rows: Sequence[Mapping[str, Any]] = await archive.fetch(
        NEXT, position, share.types, share.oldest, share.shares, share.share, BATCH
    )
    return rows


async def take_listed(
    publisher: str,
    archive: asyncpg.Connection,
    positions: Sequence[int],
    pipeline: Pipeline,
    *,
    warily: bool = False,
) -> int:
    """Take these events of an archive in its order; how many of them nobody can read.

    ``warily``: one of them may have ended a process before.
    """
    unreadable = 0
    for start in range(0, len(positions), BATCH):
        rows = await archive.fetch(LISTED, positions[start : start + BATCH])
        unreadable += len(rows) - await _take(publisher, rows, pipeline, warily=warily)
    return unreadable


async def _take(
    publisher: str, rows: Sequence[Mapping[str, Any]], pipeline: Pipeline, *, warily: bool = False
) -> int:
    """The number that could be read: together, or one by one when something is wrong."""
    deliveries = [found for row in rows if (found := _delivery(publisher, row))]
    if warily:
        for delivery in deliveries:
            await pipeline.take_warily(delivery)
    elif deliveries:
        await _take_together(deliveries, pipeline)
    return len(deliveries)


async def _take_together(deliveries: Sequence[Delivery], pipeline: Pipeline) -> None:
    try:
        await pipeline.take_together(deliveries)
    except Exception as error:
        log.info("batch repeated one by one", error=type(error).__name__)
        for delivery in deliveries:
            await pipeline.take_alone(delivery)


def _delivery(publisher: str, row: Mapping[str, Any]) -> Delivery | None:
    """The event as its publisher's own archive has it, which vouches for sender, key and route."""
    try:
        envelope = decode(row["body"])
        if envelope.id != row["event_id"]:
            raise UnreadableError("its id is not that of the archive")
    except UnreadableError as error:
        log.warning("unreadable", publisher=publisher, position=row["position"], why=str(error))
        return None
    return Delivery(
        envelope=envelope,
        body=row["body"],
        sender=publisher,
        in_place=row["partition_key"] == envelope.partition_key,
        vouched=row["routing_key"] == envelope.routing_key,
        recorded_at=None,
        replayed=True,
    )
