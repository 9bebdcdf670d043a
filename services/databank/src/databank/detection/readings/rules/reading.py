"""What a record says: *also works in*, *moved*, *returned*, or nothing (unknown).

Weeks are labelled by the branch in which she then works, runs of one label are put in order, and a
reading is told when the whole record gives it enough. The guards are what a court can follow: a
move needs two days in the new branch unless the old one is the window, where every absence is
declared; who also works elsewhere was seen there twice, a week apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations, groupby, pairwise

from contracts.branches import Branch
from databank.detection.readings.rules.model import Chances, Rates, chances
from databank.detection.readings.rules.record import (
    BranchRecord,
    Looks,
    Observation,
    last_day,
    records,
)

PARAMETERS = 1
"""Number of the set of :class:`Rates` and :class:`Limits` by which is read: of December 2026."""


class Kind(StrEnum):
    WERKT_OOK = "werkt_ook"
    VERSCHOVEN = "verschoven"
    TERUGGEKEERD = "teruggekeerd"


@dataclass(frozen=True, slots=True)
class Limits:
    """When a reading is told: the least chance of each kind, and what labels a week."""

    moved: float = 0.9
    returned: float = 0.8
    also_works: float = 0.7
    works: float = 0.6
    hardly: float = 0.4
    shortest_both: int = 8
    """In weeks: who works in two branches for less is on the way."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a person. ``probability``: by the whole record, from 0 to 1.

    The moment is a bracket: after the last sighting in the old branch, before the first in the new
    one. Of somebody who works in both, ``after`` and ``before`` are the first and the last day on
    which she was seen in the rarer branch, which is ``to_branch``.
    """

    kind: Kind
    from_branch: Branch
    to_branch: Branch
    after: date
    before: date
    probability: float

    @property
    def counts_on(self) -> date:
        """The day for which a figure takes it: where the window has one end, whose every shift is
        declared, that end; else the middle. Who also works elsewhere began on the first day."""
        if self.kind is Kind.WERKT_OOK or self.from_branch == Branch.RAAM:
            return self.after
        if self.to_branch == Branch.RAAM:
            return self.before
        return self.after + (self.before - self.after) // 2


@dataclass(frozen=True, slots=True)
class _Run:
    label: str
    begins: int
    ends: int


def read(
    observations: Iterable[Observation],
    looks: Looks,
    until: date,
    rates: Rates | None = None,
    limits: Limits | None = None,
) -> list[Reading]:
    """The readings of one person, as they stand on a day; the same in whatever order she was seen.

    By branches, then by time.
    """
    seen = sorted(each for each in observations if each.on <= until)
    branches = sorted({each.branch for each in seen})
    return [
        reading
        for pair in combinations(branches, 2)
        for reading in _of_pair(seen, looks, pair, until, rates or Rates(), limits or Limits())
    ]


def _of_pair(
    seen: Sequence[Observation],
    looks: Looks,
    pair: tuple[Branch, Branch],
    until: date,
    rates: Rates,
    limits: Limits,
) -> list[Reading]:
    first, one, other = records(seen, looks, pair, until)
    by_week = chances(one, other, rates)
    story = _Story(first, (one, other), by_week, limits)
    return [*story.both(), *story.moves()]


@dataclass(frozen=True, slots=True)
class _Story:
    first: int
    pair: tuple[BranchRecord, BranchRecord]
    by_week: Chances
    limits: Limits

    def runs(self) -> list[_Run]:
        """Stretches of one label, in order; what has none between two of them is of neither."""
        labels = [self._label(at) for at in range(len(self.by_week.one))]
        runs, begins = [], 0
        for label, weeks in groupby(labels):
            ends = begins + len(list(weeks))
            runs.append(_Run(label, begins, ends))
            begins = ends
        short = self.limits.shortest_both
        kept = [
            run
            for run in runs
            if run.label and not (run.label == "both" and run.ends - run.begins < short)
        ]
        joined: list[_Run] = []
        for run in kept:
            if joined and joined[-1].label == run.label:
                joined[-1] = _Run(run.label, joined[-1].begins, run.ends)
            else:
                joined.append(run)
        return joined

    def _label(self, at: int) -> str:
        works, hardly = self.limits.works, self.limits.hardly
        one, other = self.by_week.one[at], self.by_week.other[at]
        if self.by_week.both[at] >= works:
            return "both"
        if one >= works and other < hardly:
            return "one"
        if other >= works and one < hardly:
            return "other"
        return ""

    def both(self) -> list[Reading]:
        found = []
        for run in self.runs():
            if run.label != "both":
                continue
            probability = max(self.by_week.both[run.begins : run.ends])
            rare, usual = sorted(self.pair, key=lambda each: (len(each.days), each.branch))
            days = self._within(rare, run)
            apart = bool(days) and days[-1] - days[0] >= timedelta(days=7)
            if probability >= self.limits.also_works and apart:
                found.append(
                    Reading(
                        Kind.WERKT_OOK, usual.branch, rare.branch, days[0], days[-1], probability
                    )
                )
        return found

    def _within(self, record: BranchRecord, run: _Run) -> list[date]:
        return [
            day
            for day, at in ((day, self._at(day)) for day in record.days)
            if run.begins <= at < run.ends
        ]

    def _at(self, day: date) -> int:
        return (day.toordinal() - 1) // 7 - self.first

    def moves(self) -> list[Reading]:
        found: list[Reading] = []
        runs, at = self.runs(), 0
        while at < len(runs) - 1:
            three = runs[at : at + 3]
            if len(three) == 3 and three[0].label == three[2].label and _single(three):
                returned = self._returned(three)
                if returned is not None:
                    found.append(returned)
                at += 2  # its second half is no move of its own
                continue
            if _single(three[:2]):
                moved = self._moved(*three[:2])
                if moved is not None:
                    found.append(moved)
            at += 1
        return found

    def _moved(self, before: _Run, after: _Run) -> Reading | None:
        old, new = self._sides(before.label)
        probability = self._left(before, old) * self._came(after, old)
        days = {day for day in new.days if self._at(day) >= before.begins}
        firm = old.branch == Branch.RAAM or len(days) >= 2
        if probability < self.limits.moved or not firm:
            return None
        return Reading(
            Kind.VERSCHOVEN,
            old.branch,
            new.branch,
            *self._bracket(old, new, before, after),
            probability,
        )

    def _returned(self, runs: Sequence[_Run]) -> Reading | None:
        first, between, last = runs
        old, new = self._sides(first.label)
        probability = self._left(first, old) * self._came(between, old) * self._came(last, new)
        if probability < self.limits.returned:
            return None
        after, before = self._bracket(old, new, first, between)
        return Reading(Kind.TERUGGEKEERD, old.branch, new.branch, after, before, probability)

    def _sides(self, label: str) -> tuple[BranchRecord, BranchRecord]:
        one, other = self.pair
        return (one, other) if label == "one" else (other, one)

    def _chances(self, record: BranchRecord) -> tuple[float, ...]:
        return self.by_week.one if record is self.pair[0] else self.by_week.other

    def _left(self, run: _Run, old: BranchRecord) -> float:
        return max(self._chances(old)[run.begins : run.ends])

    def _came(self, run: _Run, old: BranchRecord) -> float:
        """That at some moment of the run she works in the new branch and no more in the old one."""
        gone = self._chances(old)
        new = self.by_week.other if gone is self.by_week.one else self.by_week.one
        return max(new[at] * (1 - gone[at]) for at in range(run.begins, run.ends))

    def _bracket(
        self, old: BranchRecord, new: BranchRecord, before: _Run, after: _Run
    ) -> tuple[date, date]:
        left = [day for day in old.days if self._at(day) < after.ends]
        came = [day for day in new.days if self._at(day) >= before.begins]
        ends = last_day(self.first + before.ends - 1)
        last = max((day for day in left if day <= ends), default=left[0] if left else ends)
        first = min((day for day in came if day > last), default=came[0] if came else ends)
        return min(last, first), max(last, first)


def _single(runs: Sequence[_Run]) -> bool:
    return (
        len(runs) >= 2
        and all(each.label != "both" for each in runs)
        and all(one.label != other.label for one, other in pairwise(runs))
    )
