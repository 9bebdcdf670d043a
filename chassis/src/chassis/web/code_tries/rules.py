"""Rate limit of codes: the number of tries with a code that does not exist.

An address that failed often waits. When there are very many failures from everywhere, an address
that failed before waits too; one that did not fail yet always has a try. So nobody can keep
another one out by failing elsewhere. Nothing is counted by code: then anybody could close one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
"""So long a try counts."""
PER_ADDRESS = 10
"""Tries of one address in a window."""
EVERYWHERE = 300
"""Failures of all addresses in a window from which on all have to wait."""


def allowed_tries(everywhere: int) -> int:
    """The tries that an address has in a window in which so many failed in all."""
    return PER_ADDRESS if everywhere < EVERYWHERE else 1


def next_try(tried: Sequence[datetime], allowed: int) -> datetime:
    """The moment of the next try of an address without any left, at a whole minute for people."""
    free = sorted(tried)[-allowed] + WINDOW
    return (free + timedelta(seconds=59, microseconds=999_999)).replace(second=0, microsecond=0)
