"""Pairs of rounded counts of which one lies in the other: what subtracting one of them tells.

Who was active in a month was active in its half-year, in its year too. Two rounded counts of which
one lies in the other narrow each other: a month at 10 beside a half-year at 0 says that there were
one to four. Such a pair is never told: the later count is drawn anew, or left out. This is quick,
and rules out most draws before all that was told is asked together (``joint_audit``).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from databank.population.rules.branch_list import BranchList
from databank.population.rules.rounded import NEW
from databank.population.rules.told import THRESHOLD, TOTAL, ToldCounts

NESTED = ("branches", "visibilities", "moves", "known", "age_bands", "origin_groups")
"""Tables in which who is counted for a month is counted in the same row for its half and year."""


@dataclass(frozen=True, slots=True)
class Range:
    """The sizes, both included, that a reader is left with."""

    low: int
    high: int

    @classmethod
    def of(cls, rounded: int, base: int) -> "Range":
        return cls(max(0, rounded - base + 1), rounded + base - 1)

    @property
    def is_safe(self) -> bool:
        """Any of as many sizes as the threshold, nobody or the threshold among them."""
        wide = self.high - self.low >= THRESHOLD - 1
        return wide and (self.low == 0 or self.high >= THRESHOLD)


def is_safe_pair(part: Range, whole: Range) -> bool:
    """Whether two counts, of some persons and of those among others, size neither nor the rest."""
    narrowed_part = Range(part.low, min(part.high, whole.high))
    narrowed_whole = Range(max(whole.low, part.low), whole.high)
    rest = Range(max(0, whole.low - part.high), whole.high - part.low)
    return all(each.is_safe for each in (narrowed_part, narrowed_whole, rest))


def unsafe_tables(new: ToldCounts, told: Iterable[ToldCounts], listed: BranchList) -> set[str]:
    """Tables of persons of which some count may not stand beside what was told of periods that
    lie in this one, or in which it lies; ``TOTAL`` for the total."""
    found = set()
    for earlier in told:
        inside = earlier.span in new.span
        if not inside and new.span not in earlier.span:
            continue
        for dimension, (own, other) in _rows(new, earlier, listed):
            mine, known = Range.of(own, new.base), Range.of(other, earlier.base)
            part, whole = (known, mine) if inside else (mine, known)
            if not is_safe_pair(part, whole):
                found.add(dimension)
    return found


def _rows(
    new: ToldCounts, earlier: ToldCounts, listed: BranchList
) -> Iterator[tuple[str, tuple[int, int]]]:
    """The counts of both by table, where both tell that table."""
    one, other = new.counts, earlier.counts
    if one.total is not None and other.total is not None:
        yield TOTAL, (one.total, other.total)
    for dimension in NESTED:
        mine, theirs = one.by.get(dimension), other.by.get(dimension)
        if not mine or not theirs:
            continue
        for code in _codes(dimension, mine, theirs):
            if dimension == "visibilities" and not _lasts(code, new, earlier, listed):
                continue
            yield dimension, (mine.get(code, 0), theirs.get(code, 0))


def _codes(dimension: str, mine: Mapping[str, int], theirs: Mapping[str, int]) -> set[str]:
    """Who was known before a half-year may have been new in none of its months, or in one."""
    return {NEW} if dimension == "known" else {*mine, *theirs}


def _lasts(code: str, new: ToldCounts, earlier: ToldCounts, listed: BranchList) -> bool:
    """Whether a visibility was that of the same branches: else neither count lies in the other."""
    one, other = (listed.visible(code, each.span.after) for each in (new, earlier))
    return one == other
