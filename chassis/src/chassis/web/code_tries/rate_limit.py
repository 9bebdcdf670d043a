"""Rate limit of codes: a place that failed too often waits."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from chassis.bus.timers import Timer, ensure, schedule
from chassis.db import Transaction
from chassis.web.code_tries import rules, tries
from chassis.web.limits.client_address import network

NAME = "forget-code-tries"


@dataclass(frozen=True, slots=True)
class CountedTry:
    """A try that counts, until it proves right."""

    source: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class TooManyTries:
    """The moment at which there is a try again, and the seconds until then."""

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
        return hmac.digest(self._key, network(address).encode(), sha256)


async def take_try(tx: Transaction, source: bytes) -> CountedTry | TooManyTries:
    """A try, where this source has one left. In a transaction of its own, so that it counts."""
    allowed = rules.allowed_tries(await tries.count_recent(tx))
    at = await tries.take(tx, source, allowed)
    if at is None:
        return await _refuse(tx, source, allowed)
    await ensure(tx, NAME, {"all": tx.now + rules.WINDOW})
    return CountedTry(source, at)


async def _refuse(tx: Transaction, source: bytes, allowed: int) -> TooManyTries:
    """Those that count may have passed, or proved right, in the meantime: then at once."""
    recent = await tries.get_recent(tx, source)
    used_up = len(recent.tried) >= allowed
    again = rules.next_try(recent.tried, allowed) if used_up else recent.now
    return TooManyTries(again, max(1, int((again - recent.now).total_seconds())))


async def give_back(tx: Transaction, counted: CountedTry) -> None:
    """A code that was right is no failure."""
    await tries.give_back(tx, counted.source, counted.at)


async def forget(timer: Timer, tx: Transaction) -> None:
    """Delete tries that no longer count; as long as something is left, look again."""
    if await tries.delete_old(tx):
        await schedule(tx, NAME, "all", tx.now + rules.WINDOW)
