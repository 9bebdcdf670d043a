"""Tries of codes, counted by the place they come from, for all instances together.

The place is kept as a keyed hash, and the key is not in this database; the time is that of the
database's own clock, since it is about real people at a real door. Nothing says which code was
tried, or whose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chassis.db import Transaction
from chassis.web.code_tries.rules import EVERYWHERE, WINDOW

COUNT_RECENT = """
SELECT count(*) FROM (
  SELECT tried_at FROM code_try WHERE last_at > clock_timestamp() - $1::interval
  ORDER BY last_at DESC LIMIT $2
) AS recent, unnest(recent.tried_at) AS at
WHERE at > clock_timestamp() - $1::interval
"""
TAKE = """
INSERT INTO code_try AS known (source, tried_at, last_at)
VALUES ($1, ARRAY[clock_timestamp()], clock_timestamp())
ON CONFLICT (source) DO UPDATE
SET tried_at = ARRAY(
      SELECT at FROM unnest(known.tried_at) AS at WHERE at > clock_timestamp() - $2::interval
    ) || clock_timestamp(),
    last_at = clock_timestamp()
WHERE $3 > (
  SELECT count(*) FROM unnest(known.tried_at) AS at WHERE at > clock_timestamp() - $2::interval
)
RETURNING tried_at[cardinality(tried_at)]
"""
"""One statement: a try at the same moment waits for the row, and then sees its content."""
RECENT = """
SELECT ARRAY(
  SELECT at FROM code_try, unnest(tried_at) AS at
  WHERE source = $1 AND at > clock_timestamp() - $2::interval
) AS tried, clock_timestamp() AS now
"""
GIVE_BACK = "UPDATE code_try SET tried_at = array_remove(tried_at, $2) WHERE source = $1"
DELETE_EMPTY = "DELETE FROM code_try WHERE source = $1 AND tried_at = '{}'"
DELETE_OLD = "DELETE FROM code_try WHERE last_at <= clock_timestamp() - $1::interval"
ANY_LEFT = "SELECT EXISTS (SELECT FROM code_try)"


@dataclass(frozen=True, slots=True)
class RecentTries:
    """The tries of one place that still count, and the time now."""

    tried: Sequence[datetime]
    now: datetime


async def count_recent(tx: Transaction) -> int:
    """Tries that count, from everywhere; about the limit there may be more."""
    count: int = await tx.conn.fetchval(COUNT_RECENT, WINDOW, EVERYWHERE)
    return count


async def take(tx: Transaction, source: bytes, allowed: int) -> datetime | None:
    """Count a try and return its time; None when this place used up what is allowed."""
    at: datetime | None = await tx.conn.fetchval(TAKE, source, WINDOW, allowed)
    return at


async def get_recent(tx: Transaction, source: bytes) -> RecentTries:
    """The tries of one place that count."""
    row = await tx.conn.fetchrow(RECENT, source, WINDOW)
    return RecentTries(row["tried"], row["now"])


async def give_back(tx: Transaction, source: bytes, at: datetime) -> None:
    """Count a try no longer."""
    await tx.conn.execute(GIVE_BACK, source, at)
    await tx.conn.execute(DELETE_EMPTY, source)


async def delete_old(tx: Transaction) -> bool:
    """Delete tries that no longer count; whether something is left."""
    await tx.conn.execute(DELETE_OLD, WINDOW)
    left: bool = await tx.conn.fetchval(ANY_LEFT)
    return left
