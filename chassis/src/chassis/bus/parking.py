"""Parking: messages that could not be handled wait here, and with them all later ones of their key.

Sealed fields stay sealed here. The detail names error types and places, never values. What people
do with parked messages is kept in ``bus_parking_log``, which the service may only add to.
"""

import traceback
from collections.abc import Collection
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import asyncpg

from chassis.bus import failpoints
from chassis.bus.dispatcher import Delivery
from chassis.db import Transaction
from chassis.errors import KeyAwaitedError, RejectedError, ViolationError

BEHIND = "behind"
"""The reason of a message that only waits for an earlier one of its key."""
HELD = "held"
"""The reason of a live message that waits until a replay is done (:mod:`chassis.bus.catch_up`)."""
WAITS = {BEHIND: "waits for its key", HELD: "waits for a replay"}
"""Reasons that need nobody, and what is said of them."""
ERROR = "error"
"""The reason of what failed for a reason that may pass: it is tried again by itself."""
RETRY_AFTER = (10.0, 60.0, 600.0)
"""Seconds from one such failure to the next try, while its key waits and the others go on; after
the last it stays until somebody asks."""
KEY = "key"
"""The reason of what is sealed in an epoch whose key has not come yet: it is tried again by itself
until it has."""
KEY_RETRY_AFTER = (1.0, 5.0, 15.0)
"""Seconds from one look for the key to the next; the last again and again."""
VIOLATION = "violation"
"""The reason of what broke a rule of the bus: it is of no key, whatever key it names."""
BY_ITSELF = {BEHIND: "waited for its key", KEY: "the key of its epoch came"}
"""By reason, why a message had its effect although nobody asked for it."""

PARK = """
INSERT INTO bus_parked (consumer, event_id, type, partition_key, sender, in_place, body, reason,
  detail, attempts, sequence, retry_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
  clock_timestamp() + $12 * interval '1 second')
"""
LATER_WAIT = """
UPDATE bus_parked SET reason = 'behind', detail = 'waits for its key', retry_at = NULL
WHERE consumer = $1 AND partition_key = $2 AND coalesce(sender, '') = coalesce($3, '')
  AND sequence > $4 AND reason NOT IN ('behind', 'held', 'violation')
"""
"""Nobody has to ask for those again: what they were refused for may be what came just now."""
CHOOSE = """
SELECT position, event_id, type, partition_key, reason, detail, attempts, parked_at, requested_by,
  retry_at
FROM bus_parked
WHERE consumer = $1
  AND ($2::uuid IS NULL OR event_id = $2)
  AND ($3::text IS NULL OR type = $3)
  AND ($4::text IS NULL OR reason = $4)
  AND ($5::text IS NULL OR partition_key = $5)
  AND ($6::timestamptz IS NULL OR parked_at >= $6)
  AND ($7::timestamptz IS NULL OR parked_at < $7)
  AND reason NOT IN ('behind', 'held')
ORDER BY position
"""
CHOOSE_FREE = f"{CHOOSE}FOR UPDATE"
"""Waits for what a redrive has in hand: that is gone afterwards, and had its effect."""
REQUEST = """
UPDATE bus_parked SET requested_by = $2, requested_reason = $3 WHERE position = ANY($1::bigint[])
"""
ONE_BY_ONE = "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))"
KEPT = """
SELECT EXISTS (SELECT FROM bus_parked WHERE consumer = $1 AND event_id = $2 AND body = $3)
"""
DROP = "DELETE FROM bus_parked WHERE position = ANY($1::bigint[])"
LOG = """
INSERT INTO bus_parking_log
  (action, actor, reason, consumer, event_id, type, partition_key, parked_reason, parked_detail)
SELECT $2, $3, $4, consumer, event_id, type, partition_key, reason, detail
FROM bus_parked WHERE position = ANY($1::bigint[]) ORDER BY position
"""
ANY_READY = """
WITH RECURSIVE waiting AS (
  (SELECT partition_key, coalesce(sender, '') AS sender FROM bus_parked
  WHERE consumer = $1 AND reason = 'behind' ORDER BY 1, 2 LIMIT 1)
  UNION ALL
  SELECT later.partition_key, later.sender FROM waiting CROSS JOIN LATERAL (
    SELECT partition_key, coalesce(sender, '') AS sender FROM bus_parked
    WHERE consumer = $1 AND reason = 'behind'
      AND (partition_key, coalesce(sender, '')) > (waiting.partition_key, waiting.sender)
    ORDER BY 1, 2 LIMIT 1
  ) AS later
)
SELECT EXISTS (SELECT FROM bus_parked WHERE consumer = $1 AND requested_by IS NOT NULL)
  OR coalesce(clock_timestamp() >= (
    SELECT min(retry_at) FROM bus_parked WHERE consumer = $1 AND retry_at IS NOT NULL
  ), false)
  OR EXISTS (
    SELECT FROM waiting CROSS JOIN LATERAL (
      SELECT reason FROM bus_parked AS head
      WHERE head.consumer = $1 AND head.partition_key = waiting.partition_key
        AND head.reason <> 'violation' AND coalesce(head.sender, '') = waiting.sender
      ORDER BY head.sequence NULLS FIRST, head.position LIMIT 1
    ) AS head WHERE head.reason = 'behind'
  )
"""
"""From key to key, each looked at once, however many wait behind what stands at its head. Held by
the indexes of bus migration 0018."""
NEXT_REDRIVE = """
SELECT position, sender, in_place, body, requested_by, requested_reason, reason, retries
FROM bus_parked AS parked
WHERE consumer = $1
  AND (requested_by IS NOT NULL OR reason = 'behind' OR retry_at <= clock_timestamp())
  AND position <> ALL ($2::bigint[]) AND (reason = 'violation' OR (position = (
    SELECT head.position FROM bus_parked AS head
    WHERE head.consumer = $1 AND head.partition_key = parked.partition_key
      AND head.reason <> 'violation' AND coalesce(head.sender, '') = coalesce(parked.sender, '')
    ORDER BY head.sequence NULLS FIRST, head.position LIMIT 1
  ) AND ((coalesce(parked.sender, '') = (
    SELECT coalesce(sender, '') FROM bus_parked
    WHERE consumer = $1 AND partition_key = parked.partition_key
    ORDER BY coalesce(sender, '') LIMIT 1
  ) AND coalesce(parked.sender, '') = (
    SELECT coalesce(sender, '') FROM bus_parked
    WHERE consumer = $1 AND partition_key = parked.partition_key
    ORDER BY coalesce(sender, '') DESC LIMIT 1
  )) OR NOT EXISTS (
      SELECT FROM (
        SELECT DISTINCT ON (coalesce(sender, '')) sender, reason, requested_by, retry_at,
          min(position) OVER (PARTITION BY coalesce(sender, '')) AS oldest
        FROM bus_parked
        WHERE consumer = $1 AND partition_key = parked.partition_key AND reason <> 'violation'
        ORDER BY coalesce(sender, ''), sequence NULLS FIRST, position
      ) AS other
      WHERE coalesce(other.sender, '') <> coalesce(parked.sender, '')
        AND (requested_by IS NOT NULL OR retry_at IS NOT NULL OR reason IN ('behind', 'held'))
        AND oldest < (
          SELECT min(own.position) FROM bus_parked AS own
          WHERE own.consumer = $1 AND own.partition_key = parked.partition_key
            AND own.reason <> 'violation' AND coalesce(own.sender, '') = coalesce(parked.sender, '')
        )
    ))))
ORDER BY position LIMIT 1 FOR UPDATE SKIP LOCKED
"""
"""The head of a publisher's messages of a key, by its sequence: when some are replayed they come in
another order than it told them.

Of two publishers of a key the one whose message waited longer goes first, unless that stands until
somebody asks: it may be refused for want of just what the other told. Whether there are two is
asked first, since most keys have one: to weigh them all that waits is read. What broke a rule of
the bus waits for nobody and holds up nobody.
"""
PARK_AGAIN = """
UPDATE bus_parked
SET requested_by = NULL, requested_reason = NULL, attempts = attempts + 1, reason = $2, detail = $3,
  retries = $4, retry_at = clock_timestamp() + $5 * interval '1 second'
WHERE position = $1
"""
KEY_STAYS_AWAY = """
UPDATE bus_parked
SET attempts = attempts + 1, retries = retries + 1,
  retry_at = clock_timestamp() + $3 * interval '1 second'
WHERE position IN (
  SELECT position FROM bus_parked
  WHERE consumer = $1 AND reason = 'key' AND detail = $2 AND requested_by IS NULL
    AND retry_at <= clock_timestamp()
  FOR UPDATE SKIP LOCKED
)
"""
"""What else waits for that epoch need not be tried to be known to wait on."""
COUNTS = """
SELECT type, reason, count(*) AS messages, min(parked_at) AS oldest
FROM bus_parked WHERE consumer = $1 GROUP BY type, reason ORDER BY type, reason
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """The parked messages that fit every field that is given: parked at ``since`` or later, and
    before ``until``."""

    event_id: UUID | None = None
    type: str | None = None
    reason: str | None = None
    partition_key: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ParkedMessage:
    """A parked message as people see it, without its content."""

    position: int
    event_id: UUID
    type: str
    partition_key: str
    reason: str
    detail: str
    attempts: int
    parked_at: datetime
    requested_by: str | None
    retry_at: datetime | None


@dataclass(frozen=True, slots=True)
class ParkedCount:
    """Messages of one type that wait for one reason, and since when the oldest does."""

    type: str
    reason: str
    messages: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Redrive:
    """A parked message that may be tried again: somebody asked, or its key is free."""

    position: int
    sender: str | None
    in_place: bool
    body: bytes
    requested_by: str | None
    requested_reason: str | None
    reason: str
    retries: int

    @property
    def ground(self) -> str:
        """The reason of the try: what somebody said, or how it came to its turn by itself."""
        return self.requested_reason or BY_ITSELF.get(self.reason, "tried again later")


async def park(
    tx: Transaction, consumer: str, delivery: Delivery, reason: str, detail: str, attempts: int
) -> None:
    """Keep a message with the reason why it was not handled; later ones of its key wait behind."""
    envelope = delivery.envelope
    if reason != VIOLATION:
        await tx.conn.execute(
            LATER_WAIT, consumer, envelope.partition_key, delivery.sender, envelope.sequence
        )
    await tx.conn.execute(
        PARK,
        consumer,
        envelope.id,
        envelope.type,
        envelope.partition_key,
        delivery.sender,
        delivery.in_place,
        delivery.body,
        reason,
        detail,
        attempts,
        envelope.sequence,
        _next_try(reason, 0),
    )


async def look(
    conn: asyncpg.Connection, consumer: str, selection: Selection
) -> list[ParkedMessage]:
    """The parked messages of a selection, oldest first, without those that only wait behind."""
    return await _choose(conn, CHOOSE, consumer, selection)


async def is_kept(conn: asyncpg.Connection, consumer: str, event_id: UUID, body: bytes) -> bool:
    """Whether this very message is parked already, and was only delivered again.

    Another instance that asks the same waits for the end of this transaction.
    """
    await conn.execute(ONE_BY_ONE, event_id)
    return bool(await conn.fetchval(KEPT, consumer, event_id, body))


async def counts(conn: asyncpg.Connection, consumer: str) -> list[ParkedCount]:
    """Messages that wait, counted by type and reason."""
    return [ParkedCount(**row) for row in await conn.fetch(COUNTS, consumer)]


async def request_redrive(
    tx: Transaction, consumer: str, selection: Selection, *, actor: str, reason: str
) -> list[ParkedMessage]:
    """Ask the service to try these again, in order per key; recorded with actor and reason."""
    chosen = await _choose(tx.conn, CHOOSE_FREE, consumer, selection)
    positions = [parked.position for parked in chosen]
    await tx.conn.execute(LOG, positions, "redrive-requested", actor, reason)
    await tx.conn.execute(REQUEST, positions, actor, reason)
    failpoints.at("redrive.recorded")
    return chosen


async def discard(
    tx: Transaction, consumer: str, selection: Selection, *, actor: str, reason: str
) -> list[ParkedMessage]:
    """Give these up for good; what waited behind them goes on. Recorded with actor and reason."""
    chosen = await _choose(tx.conn, CHOOSE_FREE, consumer, selection)
    positions = [parked.position for parked in chosen]
    await tx.conn.execute(LOG, positions, "discarded", actor, reason)
    failpoints.at("discard.recorded")
    await tx.conn.execute(DROP, positions)
    failpoints.at("discard.removed")
    return chosen


async def any_ready(conn: asyncpg.Connection, consumer: str) -> bool:
    """Whether there may be a message that can go on now."""
    return bool(await conn.fetchval(ANY_READY, consumer))


async def take_redrive(
    tx: Transaction, consumer: str, left: Collection[int] = ()
) -> Redrive | None:
    """Lock the oldest message that may go on; None when there is none. Passes by the positions
    ``left``."""
    row = await tx.conn.fetchrow(NEXT_REDRIVE, consumer, list(left))
    return Redrive(**row) if row else None


async def finish_redrive(tx: Transaction, redrive: Redrive) -> None:
    """Remove a message that had its effect; recorded for who asked, or for the bus."""
    actor = redrive.requested_by or "bus"
    await tx.conn.execute(LOG, [redrive.position], "redriven", actor, redrive.ground)
    await tx.conn.execute(DROP, [redrive.position])


async def park_again(
    tx: Transaction, consumer: str, redrive: Redrive, reason: str, detail: str
) -> None:
    """Leave a message where it is after another failure, until its next try or somebody asks.

    Tries for another reason do not count: many may go by before a key comes.
    """
    retries = redrive.retries + 1 if reason == redrive.reason else 0
    after = _next_try(reason, retries)
    await tx.conn.execute(PARK_AGAIN, redrive.position, reason, detail, retries, after)
    if reason == KEY:
        await tx.conn.execute(KEY_STAYS_AWAY, consumer, detail, KEY_RETRY_AFTER[-1])


def _next_try(reason: str, retries: int) -> float | None:
    if reason == KEY:
        return KEY_RETRY_AFTER[min(retries, len(KEY_RETRY_AFTER) - 1)]
    return RETRY_AFTER[retries] if reason == ERROR and retries < len(RETRY_AFTER) else None


async def _choose(
    conn: asyncpg.Connection, query: str, consumer: str, selection: Selection
) -> list[ParkedMessage]:
    rows = await conn.fetch(query, consumer, *astuple(selection))
    return [ParkedMessage(**row) for row in rows]


def reason_of(error: Exception) -> tuple[str, str]:
    """A short reason and a detail that is safe to store and show."""
    if isinstance(error, ViolationError):
        return VIOLATION, str(error)
    if isinstance(error, KeyAwaitedError):
        return KEY, str(error)
    if isinstance(error, RejectedError):
        return "rejected", str(error)
    return ERROR, f"{type(error).__name__} at {_place(error)}"


def _place(error: Exception) -> str:
    """The last line that is not a library's: that is where somebody will look."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _is_own(Path(frame.filename))]
    for frame in reversed(own or frames):
        return f"{Path(frame.filename).name}:{frame.lineno}"
    return "?"


def _is_own(path: Path) -> bool:
    return path.suffix == ".py" and "site-packages" not in path.parts
