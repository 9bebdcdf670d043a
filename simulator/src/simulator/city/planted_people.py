"""People of the years behind the city whose moves are planted, met as seldom as the handbook says.

What they do is drawn first; then the rounds, and whom of them each round meets. No rule of a
service decides what is true. They stay out of the window branch, whose shifts none can declare in
years before the calendar.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from chassis.days import city_moment
from contracts.branches import Branch
from simulator.city.inspections import Encounter, Inspection
from simulator.city.people import Habit, Person
from simulator.planted.lives import Life, lives
from simulator.planted.supervision import BASE, rounds, seen

PEOPLE = 60
DRAWN = 300
"""Lives, of which those outside the window branch are taken."""
TYPED_IN = timedelta(minutes=40)


@dataclass(frozen=True, slots=True)
class PlantedPerson:
    """``begins``: the day that is 0 in her life."""

    person: Person
    life: Life
    begins: date

    def day(self, at: int) -> date:
        return self.begins + timedelta(days=at)


def draw_lives(seed: int) -> list[Life]:
    return [life for life in lives(DRAWN, seed) if not _in_window(life)][:PEOPLE]


def _in_window(life: Life) -> bool:
    worked = {spell.branch for spell in life.spells}
    return Branch.RAAM in worked | {branch for branch, _ in life.evenings}


def met(
    people: Sequence[PlantedPerson], seed: int, habit: Habit, chance: Random
) -> list[Inspection]:
    """Each round, with those it met: often nobody, which is a look all the same."""
    held = {branch: sorted({*days}) for branch, days in rounds(BASE, seed).items()}
    there: dict[tuple[int, Branch], list[Person]] = defaultdict(list)
    for branch, days in held.items():
        for day in days:
            there[day, branch] = []
    for each in people:
        for day, branch in seen(each.life, BASE, held, chance):
            there[day, branch].append(each.person)
    return [
        _round(number, branch, people[0].day(day), there[day, branch], habit)
        for number, (day, branch) in enumerate(sorted(there))
    ]


def _round(
    number: int, branch: Branch, day: date, people: list[Person], habit: Habit
) -> Inspection:
    at = city_moment(day, time(21, number % 60))
    return Inspection.plain(
        f"R{number:04d}",
        branch,
        [Encounter(person, habit) for person in people],
        seen_at=at,
        recorded_at=at + TYPED_IN,
    )
