"""A person's record in two branches, week by week: where she was seen, and where officers looked.

Weeks begin on Monday and are numbered from the first Monday of the year 1. No look, no evidence:
a branch that nobody visited says nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from contracts.branches import Branch


def week_of(day: date) -> int:
    return (day.toordinal() - 1) // 7


def first_day(week: int) -> date:
    """The Monday of a week."""
    return date.fromordinal(week * 7 + 1)


@dataclass(frozen=True, slots=True, order=True)
class Observation:
    """A person was at work in a branch: a shift that began, or somebody saw her.

    ``on``: the day of service, in Brussels; the night belongs to the day that it begins.
    """

    on: date
    branch: Branch


@dataclass(frozen=True)
class Looks:
    """The days on which officers looked in each branch, and the mean chance to meet somebody there.

    A day that is named twice is two looks. ``chance`` is from 0 to 1, learned from the past; a
    branch without one is read as if nobody looked there.
    """

    days: Mapping[Branch, Sequence[date]]
    chance: Mapping[Branch, float]

    @cached_property
    def weeks(self) -> Mapping[Branch, Counter[int]]:
        return {branch: Counter(week_of(day) for day in days) for branch, days in self.days.items()}


@dataclass(frozen=True, slots=True)
class Week:
    """Sightings in a branch, and the looks at which she was not met."""

    seen: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class BranchRecord:
    """One person in one branch over all weeks from ``first`` on.

    ``own_chance``: that a look meets her while she works there; in the window branch, that she
    declares a shift in a week.
    """

    branch: Branch
    days: tuple[date, ...]
    weeks: tuple[Week, ...]
    own_chance: float


@dataclass(frozen=True, slots=True)
class InBranch:
    """What is counted for a reading. ``missed``: looks since ``last`` that did not meet her, of
    whom ``by_chance`` is the share of those at work there who would be missed so often; None in
    the window branch, where each shift is declared."""

    branch: Branch
    times: int
    last: date
    missed: int
    by_chance: float | None


def records(
    observations: Iterable[Observation], looks: Looks, pair: tuple[Branch, Branch], until: date
) -> tuple[int, BranchRecord, BranchRecord]:
    """The first week and the records in two branches, until and including the week of a day.

    Raises ``ValueError`` when she was seen in neither of them.
    """
    days: dict[Branch, list[date]] = {branch: [] for branch in pair}
    for observation in observations:
        if observation.branch in days and observation.on <= until:
            days[observation.branch].append(observation.on)
    first, last = week_of(min(day for seen in days.values() for day in seen)), week_of(until)
    one, other = (_record(branch, sorted(days[branch]), looks, first, last) for branch in pair)
    return first, one, other


def _record(
    branch: Branch, days: Sequence[date], looks: Looks, first: int, last: int
) -> BranchRecord:
    seen = Counter(week_of(day) for day in days)
    if branch == Branch.RAAM:  # each week is a look, since all shifts are declared
        weeks = tuple(Week(1, 0) if seen[week] else Week(0, 1) for week in range(first, last + 1))
        return BranchRecord(branch, tuple(days), weeks, _window_chance(seen))
    chance = looks.chance.get(branch, 0.0)
    held = looks.weeks.get(branch, Counter()) if chance else Counter()
    weeks = tuple(
        Week(seen[week], max(0, held[week] - seen[week])) for week in range(first, last + 1)
    )
    own = _own_chance(days, looks.days.get(branch, ()), chance)
    return BranchRecord(branch, tuple(days), weeks, own)


def _own_chance(days: Sequence[date], looks: Sequence[date], chance: float) -> float:
    """The mean of the branch and of her own years there; 2 stands for how far people differ."""
    if not chance:
        return 0.5
    later = len(days[1:])
    held = sum(days[0] < look <= days[-1] for look in looks) if later else 0
    held = max(held, later)
    return min(0.9, (2 + later) / (2 / chance + later + (held - later) / 2))


def _window_chance(seen: Counter[int]) -> float:
    if not seen:
        return 0.5
    weeks = max(seen) - min(seen) + 1
    return min(0.97, max(0.3, (len(seen) + 3) / (weeks + 4)))


def last_day(week: int) -> date:
    """The Sunday of a week."""
    return first_day(week) + timedelta(days=6)
