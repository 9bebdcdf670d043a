"""Counts of one limit: requests in a minute, and requests under way, of each who asks."""

import math
from collections import Counter

from throttled import RateLimiterType, Throttled, rate_limiter, store

REMEMBERED = 20_000
"""So many who asked last are counted; beyond it who was silent longest is forgotten."""
SOON_SECONDS = 5
"""When to try again what was too much at once: nobody knows when something of it ends."""


class TooMuchError(Exception):
    """More than a limit allows; ``seconds`` until there is room again."""

    def __init__(self, limit: str, seconds: int) -> None:
        super().__init__(limit)
        self.limit = limit
        self.seconds = seconds


class Rate:
    """So many in a minute, and as many at once (GCRA: what was used comes back evenly)."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._throttle = Throttled(
            using=RateLimiterType.GCRA.value,
            quota=rate_limiter.per_min(most or 1, burst=most or 1),
            store=store.MemoryStore(options={"MAX_SIZE": REMEMBERED}),
        )

    def take(self, who: str) -> None:
        """Count one; raises ``TooMuchError`` when none was left. Without a limit none ever is."""
        if not self._most:
            return
        taken = self._throttle.limit(who)
        if taken.limited:
            raise TooMuchError("rate", max(1, math.ceil(taken.state.retry_after)))


class UnderWay:
    """So many at the same time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count: Counter[str] = Counter()

    def begin(self, who: str) -> None:
        """Take a place; raises ``TooMuchError`` when all are taken."""
        if self._most and self._count[who] >= self._most:
            raise TooMuchError("at-once", SOON_SECONDS)
        self._count[who] += 1

    def end(self, who: str) -> None:
        self._count[who] -= 1
        if not self._count[who]:
            del self._count[who]
