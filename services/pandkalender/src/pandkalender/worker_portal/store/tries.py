"""Tries of codes, counted by where they come from, for all instances together.

Where from is kept as a keyed hash, and the key is not in this database; when, by the database's own
clock, since it is about real people at a real door. Nothing says which code was tried, or whose.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from chassis.bus.timers import Timer, ensure, schedule
from chassis.db import Transaction
from pandkalender.worker_portal import rules

FORGET = "forget-code-tries"

FAILED = """
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
"""One statement: who tries at the same moment waits for the row, and then sees what it says."""
REFUSED = """
SELECT ARRAY(
  SELECT at FROM code_try, unnest(tried_at) AS at
  WHERE source = $1 AND at > clock_timestamp() - $2::interval
), clock_timestamp()
"""
GIVE_BACK = "UPDATE code_try SET tried_at = array_remove(tried_at, $2) WHERE source = $1"
EMPTY = "DELETE FROM code_try WHERE source = $1 AND tried_at = '{}'"
OLD = "DELETE FROM code_try WHERE last_at <= clock_timestamp() - $1::interval"


@dataclass(frozen=True, slots=True)
class Try:
    """One that counts, until it proves right."""

    source: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """``again``: when there is a try again."""

    again: datetime
    seconds: int


class Sources:
    """Keyed hashes of addresses. The key comes from the file of the service's own secrets.

    So every instance has the same, and a copy of the database tells no address. After a rotation of
    those secrets counting begins anew. Without such a file no code was ever heard of.
    """

    def __init__(self, secrets: Path | None) -> None:
        content = secrets.read_bytes() if secrets else b""
        self._key = hmac.digest(content, b"krachtlijn: where codes are tried from", sha256)

    def of(self, address: str) -> bytes:
        return hmac.digest(self._key, rules.network(address).encode(), sha256)


async def take(tx: Transaction, source: bytes) -> Try | Refused:
    """A try, where this source has one left. In a transaction of its own, so that it counts."""
    everywhere = await tx.conn.fetchval(FAILED, rules.WINDOW, rules.EVERYWHERE)
    allowed = rules.most(everywhere)
    at: datetime | None = await tx.conn.fetchval(TAKE, source, rules.WINDOW, allowed)
    if at is None:
        return await _refused(tx, source, allowed)
    await ensure(tx, FORGET, {"all": tx.now + rules.WINDOW})
    return Try(source, at)


async def _refused(tx: Transaction, source: bytes, allowed: int) -> Refused:
    """Those that count may have passed, or proved right, in the meantime: then at once."""
    tried, now = await tx.conn.fetchrow(REFUSED, source, rules.WINDOW)
    again = rules.again(tried, allowed) if len(tried) >= allowed else now
    return Refused(again, max(1, int((again - now).total_seconds())))


async def give_back(tx: Transaction, one: Try) -> None:
    """It was right, and so no failure."""
    await tx.conn.execute(GIVE_BACK, one.source, one.at)
    await tx.conn.execute(EMPTY, one.source)


async def forget(timer: Timer, tx: Transaction) -> None:
    """What no longer counts goes; as long as something is left, this looks again."""
    await tx.conn.execute(OLD, rules.WINDOW)
    if await tx.conn.fetchval("SELECT EXISTS (SELECT FROM code_try)"):
        await schedule(tx, FORGET, "all", tx.now + rules.WINDOW)
