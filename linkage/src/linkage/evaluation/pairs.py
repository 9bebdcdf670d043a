"""Pairs of claims that were put together, against pairs that belong together.

Counted exactly from how many claims of each real person stand under each found person: a person
with n claims makes n(n-1)/2 pairs, so no pair is ever looked at.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pairs:
    """``found`` pairs stand together, ``real`` ones belong together, ``right`` ones do both."""

    right: int
    found: int
    real: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.real if self.real else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.real) if self.found + self.real else 1.0


def pairs(cells: Mapping[tuple[Hashable, Hashable], int]) -> Pairs:
    """``cells`` are the numbers of claims by (real person, found person)."""
    real: Counter[Hashable] = Counter()
    found: Counter[Hashable] = Counter()
    for (person, stands_with), count in cells.items():
        real[person] += count
        found[stands_with] += count
    return Pairs(*(sum(map(_two_of, counts.values())) for counts in (cells, found, real)))


def pairs_by_group(
    cells: Mapping[tuple[Hashable, Hashable], int], group_of: Mapping[Hashable, str]
) -> dict[str, Pairs]:
    """The pairs in which a group has part: one of two groups counts in both.

    ``group_of`` says of each real person to which group she belongs.
    """
    right: Counter[str] = Counter()
    real: dict[str, Counter[Hashable]] = defaultdict(Counter)
    everybody: Counter[Hashable] = Counter()
    members: Counter[tuple[Hashable, str]] = Counter()
    for (person, stands_with), count in cells.items():
        group = group_of[person]
        right[group] += _two_of(count)
        real[group][person] += count
        everybody[stands_with] += count
        members[stands_with, group] += count
    found: Counter[str] = Counter()
    for (stands_with, group), count in members.items():
        whole = everybody[stands_with]
        found[group] += _two_of(whole) - _two_of(whole - count)
    return {
        group: Pairs(right[group], found[group], sum(map(_two_of, real[group].values())))
        for group in sorted(real)
    }


def _two_of(count: int) -> int:
    return count * (count - 1) // 2
