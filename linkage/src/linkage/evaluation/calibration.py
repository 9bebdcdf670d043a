"""Calibration: whether what is said with a probability happens as often."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from linkage.evaluation.intervals import Interval, wilson

EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1.0)
"""Probabilities between which claims are counted together: finest where links are made."""


@dataclass(slots=True)
class ReliabilityBin:
    """Claims whose likeliest person had a probability from ``low`` to ``high``.

    ``said`` is the sum of those probabilities, ``right`` the number of them that were her.
    """

    low: float
    high: float
    claims: int = 0
    said: float = 0.0
    right: int = 0

    @property
    def interval(self) -> Interval:
        """The bounds of the share that was right."""
        return wilson(self.right, self.claims)


class ReliabilityCurve:
    """Counted while decisions fall."""

    __slots__ = ("bins",)

    def __init__(self) -> None:
        self.bins = [ReliabilityBin(low, high) for low, high in pairwise(EDGES)]

    def add(self, said: float, is_right: bool) -> None:
        place = min(bisect_right(EDGES, said) - 1, len(self.bins) - 1)
        counted = self.bins[max(place, 0)]
        counted.claims += 1
        counted.said += said
        counted.right += is_right

    def used(self) -> Iterable[ReliabilityBin]:
        """The bins that hold claims, from improbable to certain."""
        return [each for each in self.bins if each.claims]
