"""How many of the people who move between two branches a reading would find: expected recall.

People who move are planted in silence, under the looks that were really held: they work, are met
by chance, and are read as anybody is. The share that is found says how much of a move this
supervision can see at all. It stands beside a figure, and never scales one up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from contracts.branches import Branch
from databank.detection.readings.rules.model import Rates
from databank.detection.readings.rules.reading import Kind, read
from databank.detection.readings.rules.record import Looks, Observation, first_day, week_of

PLANTED = 150
HARDLY_VISIBLE = 0.1
"""A share below it is not told: it is chance more than supervision."""
SHORTEST_WEEKS = 8
"""Somebody's weeks in the window branch are a pattern when the first and the last lie so far
apart."""

Weeks = tuple[bool, ...]
"""Weeks after each other, in which somebody of the window branch declared a shift or none."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How planted people move and are met; fixed and dated, as the rates of the model are.

    ``activity_shape``: of the gamma distribution by which one is met more often than another.
    ``never_met``: the share whom no look in a branch meets. ``overlapping``: the share who work in
    both branches for some days; the others are for some days in neither.
    """

    activity_shape: float = 2.0
    never_met: float = 0.1
    most_often_met: float = 0.9
    overlapping: float = 0.3
    longest_overlap: int = 40
    longest_gap: int = 60


@dataclass(frozen=True, slots=True)
class PlantedSpan:
    """People move on a day from ``first`` to ``last``: they worked in the old branch ``since`` a
    day before it, work in the new one as long as anybody looks, and are read ``until`` a day."""

    since: date
    first: date
    last: date
    until: date


def window_weeks(people: Iterable[Iterable[date]]) -> list[Weeks]:
    """The pattern of each of the people whose days in the window branch these are."""
    found = []
    for days in people:
        weeks = {week_of(day) for day in days}
        if max(weeks) - min(weeks) >= SHORTEST_WEEKS:
            found.append(tuple(at in weeks for at in range(min(weeks), max(weeks) + 1)))
    return found


def expected_recall(
    pair: tuple[Branch, Branch],
    looks: Looks,
    windows: Sequence[Weeks],
    span: PlantedSpan,
    rates: Rates | None = None,
    habits: Habits | None = None,
) -> int:
    """How many are found of ``PLANTED`` people who move from the first branch to the other one.

    ``windows``: weeks of the city's own people of the window branch, in whose rhythm the planted
    ones declare. The same each time: chance begins with the pair and the span.
    """
    random = Random(f"{pair[0]}-{pair[1]}-{span.first}-{span.until}")  # noqa: S311  # made-up people
    planted = _Planted(looks, windows, span, habits or Habits(), random)
    found = 0
    for _ in range(PLANTED):
        readings = read(planted.mover(pair), looks, span.until, rates)
        found += any(
            (each.kind, each.from_branch, each.to_branch) == (Kind.VERSCHOVEN, *pair)
            for each in readings
        )
    return found


@dataclass(frozen=True, slots=True)
class _Planted:
    looks: Looks
    windows: Sequence[Weeks]
    span: PlantedSpan
    habits: Habits
    random: Random

    def mover(self, pair: tuple[Branch, Branch]) -> list[Observation]:
        """The days on which one who moves is seen."""
        old, new = pair
        left = self.span.first + timedelta(
            days=self.random.randint(0, (self.span.last - self.span.first).days)
        )
        came = max(self.span.since, left + timedelta(days=self._gap()))
        return [
            *(Observation(day, old) for day in self._seen(old, self.span.since, left)),
            *(Observation(day, new) for day in self._seen(new, came, self.span.until)),
        ]

    def _gap(self) -> int:
        if self.random.random() < self.habits.overlapping:
            return -self.random.randint(1, self.habits.longest_overlap)
        return self.random.randint(0, self.habits.longest_gap)

    def _seen(self, branch: Branch, begins: date, ends: date) -> Iterable[date]:
        if branch == Branch.RAAM:
            return self._declared(begins, ends)
        return self._met(branch, begins, ends)

    def _met(self, branch: Branch, begins: date, ends: date) -> list[date]:
        if self.random.random() < self.habits.never_met:
            return []
        activity = self.random.gammavariate(
            self.habits.activity_shape, 1 / self.habits.activity_shape
        )
        chance = min(self.habits.most_often_met, self.looks.chance.get(branch, 0.0) * activity)
        return [
            day
            for day in self.looks.days.get(branch, ())
            if begins <= day <= ends and self.random.random() < chance
        ]

    def _declared(self, begins: date, ends: date) -> Iterator[date]:
        """A day of each week with a shift, in the rhythm of somebody of the city."""
        rhythm = self.random.choice(self.windows) if self.windows else (True,)
        shift = self.random.randrange(len(rhythm))
        for at, week in enumerate(range(week_of(begins), week_of(ends) + 1)):
            day = first_day(week) + timedelta(days=self.random.randrange(7))
            if rhythm[(shift + at) % len(rhythm)] and begins <= day <= ends:
                yield day
