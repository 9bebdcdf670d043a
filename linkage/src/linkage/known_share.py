"""The share of claims that are about somebody known, as it is now: the prior of the next claim.

A register that is read in brings nobody known; the claims that come after it are nearly all about
somebody in it. A mean over all claims ever would take as long to notice as the register was big, so
old claims are forgotten. Sources differ too: each has a share of its own, which begins as that of
all together.
"""

import math
from collections.abc import Mapping

MEMORY_CLAIMS = 256.0
"""Claims after which one that was decided counts e times less."""
PRIOR_CLAIMS = 8.0
"""Claims that the shipped share counts for in that of all claims, and that of all in a source's."""
SOURCE = "source:"
"""Tables that count known and new claims of one source begin with this."""
MAX_SOURCES = 64
"""Sources that have a share of their own; kinds of source are few."""
LEAST, MOST = 0.02, 0.98
"""Bounds of the share: nobody known, and nobody new, is never certain."""
STEPS_PER_BIT = 4
"""Steps to a bit in which the prior moves, so that it can be kept as a number of few digits."""


class RecentShare:
    """Known claims and all claims of late, each counting less the longer ago it was."""

    __slots__ = ("claims", "known")

    def __init__(self) -> None:
        self.known = 0.0
        self.claims = 0.0

    def add(self, known: float, claims: float = 1.0) -> None:
        """``claims`` in a row, of which ``known`` were about somebody known, evenly spread."""
        if claims <= 0:
            return
        kept = math.exp(-claims / MEMORY_CLAIMS)
        new = MEMORY_CLAIMS * (1 - kept)
        self.known = self.known * kept + known / claims * new
        self.claims = self.claims * kept + new

    def estimate(self, before: float) -> float:
        """``before`` is what the share was taken to be without these claims."""
        return (self.known + PRIOR_CLAIMS * before) / (self.claims + PRIOR_CLAIMS)


class KnownShares:
    """The recent share of all claims, and of each source."""

    def __init__(self) -> None:
        self._all = RecentShare()
        self._by_source: dict[str, RecentShare] = {}

    def add(self, source: str, known: float) -> None:
        """One claim, with the probability that it was about somebody known."""
        self._all.add(known)
        self._add_to(source, known, 1.0)

    def merge(self, tables: Mapping[str, Mapping[str, float]]) -> None:
        """Claims that another instance decided meanwhile, as it counted them."""
        counts = {
            table.removeprefix(SOURCE): (counts.get("known", 0.0), math.fsum(counts.values()))
            for table, counts in tables.items()
            if table.startswith(SOURCE)
        }
        for source, (known, claims) in counts.items():
            self._add_to(source, known, claims)
        if counts:
            self._all.add(*map(math.fsum, zip(*counts.values(), strict=True)))

    def counted_as(self, source: str) -> str:
        """The source, or none where there are too many already."""
        is_room = len(self._by_source) < MAX_SOURCES
        return source if is_room or source in self._by_source else ""

    def _add_to(self, source: str, known: float, claims: float) -> None:
        if name := self.counted_as(source):
            self._by_source.setdefault(name, RecentShare()).add(known, claims)

    def share(self, source: str, shipped: float) -> float:
        """A claim without a source, or of one never heard of, is taken for one of all."""
        share = self._all.estimate(shipped)
        own = self._by_source.get(source)
        return min(max(own.estimate(share) if own else share, LEAST), MOST)


def prior_bits(share: float, persons: float) -> float:
    """Log2 odds that a claim is about one given person, against somebody new; in whole steps."""
    bits = math.log2(share / (1 - share) / persons)
    return round(bits * STEPS_PER_BIT) / STEPS_PER_BIT
