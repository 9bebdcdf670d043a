"""The share of claims that are about somebody known, as it is now: the prior of the next claim.

A register that is read in brings nobody known; the claims that come after it are nearly all about
somebody in it. The share is taken for one that stays, until it jumps to any other: each claim
weighs the shares that it may be by how likely each made the claim. So a jump is noticed after a few
claims, and years of one share make it no harder to notice. Sources differ too: each has a share of
its own, which begins as that of all together.
"""

import math
from collections.abc import Mapping
from operator import mul
from typing import Final

LEAST, MOST = 0.02, 0.98
"""Bounds of the share: nobody known, and nobody new, is never certain."""
PLACES: Final = 25
BEYOND: Final = 127.0
"""Shares that are told apart, and the odds at either end of them: somewhat beyond the bounds, so
that a share which drifts about the bound is not held below it."""
JUMPS: Final = 0.001
DRIFTS: Final = 0.003
"""Probabilities, per claim, that the share becomes any other, and that it becomes the next one up,
or down: by drifts some hundreds of claims count, as where ever more persons are known."""
MOST_MERGED = 256.0
"""Claims that those of another instance count for together, at the most."""
PRIOR_CLAIMS = 8.0
"""Claims that the shipped share counts for in that of all claims, and that of all in a source's."""
TELLS_AT_MOST: Final = 64.0
"""Bound of the factor by which one claim makes it likelier that she is known, or new: one known
person in so many comes as nobody would know her."""
SOURCE = "source:"
"""Tables that count known and new claims of one source begin with this."""
MAX_SOURCES = 64
"""Sources that have a share of their own; kinds of source are few."""
STEPS_PER_BIT = 4
"""Steps to a bit in which the prior moves, so that it can be kept as a number of few digits."""


def _shares() -> list[float]:
    """From one end to the other, in equal steps of log odds."""
    odds = [math.pow(BEYOND, 2 * place / (PLACES - 1) - 1) for place in range(PLACES)]
    return [of / (1 + of) for of in odds]


SHARES = _shares()


class RecentShare:
    """A chance for each share that it is the one in force, filtered claim by claim.

    It may jump or drift between two claims, so nothing has to be forgotten."""

    __slots__ = ("_chances", "_claims", "_now", "_whole")

    def __init__(self) -> None:
        self._claims = 0.0
        self._take([1.0 for _ in range(PLACES)])

    def _take(self, chances: list[float]) -> None:
        self._chances = chances
        self._whole = math.fsum(chances)
        self._now = math.fsum(map(mul, chances, SHARES)) / self._whole

    def add(self, factor: float) -> None:
        """One claim, so many times likelier if it is about somebody known."""
        chances, shares = self._chances, SHARES
        scale = 1.0 / self._whole
        stays, drifts = scale * (1.0 - JUMPS - 2.0 * DRIFTS), scale * DRIFTS
        jumps, whole, known = JUMPS / PLACES, 0.0, 0.0
        below = here = chances[0]
        for place in range(PLACES):
            above = chances[place + 1] if place + 1 < PLACES else here
            share = shares[place]
            chance = stays * here + drifts * (below + above) + jumps
            chance *= share * factor + 1.0 - share
            chances[place] = chance
            whole += chance
            known += chance * share
            below, here = here, above
        self._whole, self._now = whole, known / whole
        self._claims += 1.0

    def add_counts(self, known: float, claims: float) -> None:
        """``claims`` in a row, of which ``known`` were about somebody known, evenly spread."""
        if claims <= 0:
            return
        self._claims += claims
        counted = min(claims, MOST_MERGED)
        part, stays = known / claims, math.pow(1 - JUMPS, claims)
        logs = [
            math.log(stays * chance / self._whole + (1 - stays) / PLACES)
            + counted * (part * math.log(share) + (1 - part) * math.log(1 - share))
            for chance, share in zip(self._chances, SHARES, strict=True)
        ]
        top = max(logs)
        self._take([math.exp(log - top) for log in logs])

    def estimate(self, before: float) -> float:
        """``before`` is what the share was taken to be without these claims."""
        return (self._claims * self._now + PRIOR_CLAIMS * before) / (self._claims + PRIOR_CLAIMS)


class KnownShares:
    """The recent share of all claims, and of each source."""

    def __init__(self) -> None:
        self._all = RecentShare()
        self._by_source: dict[str, RecentShare] = {}

    def add(self, source: str, factor: float) -> None:
        """One claim, so many times likelier if it is about somebody known, whoever she is."""
        factor = min(max(factor, 1 / TELLS_AT_MOST), TELLS_AT_MOST)
        self._all.add(factor)
        if own := self._of(source):
            own.add(factor)

    def merge(self, tables: Mapping[str, Mapping[str, float]]) -> None:
        """Claims that another instance decided meanwhile, as it counted them."""
        counts = {
            table.removeprefix(SOURCE): (counts.get("known", 0.0), math.fsum(counts.values()))
            for table, counts in tables.items()
            if table.startswith(SOURCE)
        }
        for source, (known, claims) in counts.items():
            if own := self._of(source):
                own.add_counts(known, claims)
        if counts:
            self._all.add_counts(*map(math.fsum, zip(*counts.values(), strict=True)))

    def counted_as(self, source: str) -> str:
        """The source, or none where there are too many already."""
        is_room = len(self._by_source) < MAX_SOURCES
        return source if is_room or source in self._by_source else ""

    def _of(self, source: str) -> RecentShare | None:
        own = self._by_source.get(source)
        if own is None and self.counted_as(source):
            own = self._by_source[source] = RecentShare()
        return own

    def share(self, source: str, shipped: float) -> float:
        """A claim without a source, or of one never heard of, is taken for one of all."""
        share = self._all.estimate(shipped)
        own = self._by_source.get(source)
        return min(max(own.estimate(share) if own else share, LEAST), MOST)


def prior_bits(share: float, persons: float) -> float:
    """Log2 odds that a claim is about one given person, against somebody new; in whole steps."""
    bits = math.log2(share / (1 - share) / persons)
    return round(bits * STEPS_PER_BIT) / STEPS_PER_BIT
