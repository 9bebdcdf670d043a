"""Exact bounds of a share or a count, from what was counted of it: no bell curve, any size."""

from collections.abc import Callable
from math import exp, lgamma, log

STEPS = 60
"""Halvings of a share: far below what any count could tell apart."""


def least_share(hits: int, tries: int, risk: float) -> float:
    """The lower bound of Clopper and Pearson: too high with at most this ``risk``."""
    if hits == 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if at_most(hits - 1, tries, middle) > 1 - risk:
            low = middle
        else:
            high = middle
    return low


def most_elsewhere(seen: int, looked_at: int, elsewhere: int, risk: float) -> int:
    """At most so many of ``elsewhere``, when as rare as the ``seen`` of those ``looked_at``.

    Given how many there are in both places together, how they divide is binomial (Nelson 1970);
    too few with at most this ``risk``.
    """
    if not looked_at:
        return elsewhere
    share = looked_at / (looked_at + elsewhere)
    return _last(lambda more: at_most(seen, seen + more, share) > risk, 0, elsewhere)


def most_tries(hits: int, share: float, most: int, risk: float) -> int:
    """The most tries of which only so many succeed, not less often than at this ``risk``."""
    return _last(lambda tries: at_most(hits, tries, share) > risk, min(hits, most), most)


def at_most(hits: int, tries: int, share: float) -> float:
    """The chance of at most so many successes."""
    if hits >= tries or share <= 0:
        return 1.0
    if hits < 0 or share >= 1:
        return 0.0
    yes, no, whole = log(share), log(1 - share), lgamma(tries + 1)
    return sum(
        exp(whole - lgamma(nr + 1) - lgamma(tries - nr + 1) + nr * yes + (tries - nr) * no)
        for nr in range(hits + 1)
    )


def _last(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The last number that holds, of those from ``low``, which does, up to ``high``."""
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low
