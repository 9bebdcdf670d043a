"""Police work by plan: monthly actions since two years, and arrests of halves that are over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from random import Random

from chassis.days import city_moment
from contracts.branches import Branch
from simulator.city.inspections import WEIGHTS
from simulator.city.past import YEARS
from simulator.city.span import FIRST_DAY

AHEAD = timedelta(days=100)
"""So long before the city wakes its plan is made."""
HELD = 0.75
"""Share of the monthly actions of past months that were held."""
LONG_AGO = 2
"""Actions on the plan of a month of the years before, of branches in turn."""
ADMINISTRATIVE, JUDICIAL, SEARCHES = 12, 8, 6
"""Handbook §6.2, and a few house searches."""
REASONS = ("openbare_rust", "openbare_rust", "misdrijf_voorkomen", "verblijf")
FACTS = ("mensenhandel", "misbruik_van_prostitutie", "drugs")


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """A monthly action; ``held_at`` is empty for one that nobody held."""

    month: date
    branch: Branch
    planned_at: datetime
    held_at: datetime | None


@dataclass(frozen=True, slots=True)
class Arrest:
    """An arrest or a house search: when, what, why, in which branch."""

    on: date
    kind: str
    ground: str
    branch: Branch


@dataclass(frozen=True, slots=True)
class ParketCount:
    """A count of the parket's yearly set: what it did, for which facts, how often."""

    kind: str
    ground: str
    number: int


PARKET = (
    ParketCount("aanhoudingsbevel", "mensenhandel", 6),
    ParketCount("dagvaarding", "misbruik_van_prostitutie", 9),
    ParketCount("veroordeling", "drugs", 7),
    ParketCount("seponering", "andere_feiten", 2),
)
"""One of them is small, and leaves the police hidden."""
PLACES = {
    "fieldresearch": (Branch.RAAM, Branch.STRAAT, Branch.ESCORT, Branch.MASSAGESALON),
    "gerechtelijk_onderzoek": (Branch.ESCORT, Branch.MASSAGESALON),
}
"""Branches of the inventory by the kind of source from which places are known."""


@dataclass(frozen=True, slots=True)
class InventoryLine:
    branch: Branch
    source: str
    places: int


@dataclass(frozen=True, slots=True)
class PolicePlan:
    """The plan of the police, and their work before the city wakes."""

    actions: tuple[PlannedAction, ...]
    arrests: tuple[Arrest, ...]
    halves: tuple[tuple[int, int], ...]
    """Years and halves of the arrests, the last one just over when the city woke."""
    inventory: tuple[InventoryLine, ...]
    """Of the year before the city woke, as is the parket's set."""


def build(chance: Random) -> PolicePlan:
    halves = (YEARS[0], 2), _half_before(FIRST_DAY)
    months = [months_on(_month(FIRST_DAY), back) for back in (-2, -1, 0)]
    actions = [_action(month, branch, chance) for month in months for branch in WEIGHTS]
    kinds = (
        *(("bestuurlijke_aanhouding", REASONS) for _ in range(ADMINISTRATIVE)),
        *(("gerechtelijke_aanhouding", FACTS) for _ in range(JUDICIAL)),
        *(("huiszoeking", FACTS) for _ in range(SEARCHES)),
    )
    arrests = [
        Arrest(
            on=date(year, 6 * half - 5, 1) + timedelta(days=chance.randint(0, 179)),
            kind=kind,
            ground=chance.choice(grounds),
            branch=chance.choices([*WEIGHTS], [*WEIGHTS.values()])[0],
        )
        for year, half in halves[::-1]
        for kind, grounds in kinds
    ]
    lines = tuple(
        InventoryLine(branch, source, chance.randint(3, 60))
        for source, branches in PLACES.items()
        for branch in branches
    )
    earlier = [*_long_ago(months[0], chance)]
    return PolicePlan((*earlier, *actions), tuple(arrests), halves, lines)


def _long_ago(until: date, chance: Random) -> Iterator[PlannedAction]:
    """Actions of two years, planned at the beginning of each month."""
    branches = cycle(WEIGHTS)
    month = date(YEARS[0], 1, 1)
    while month < until and month.year in YEARS:
        for branch in islice(branches, LONG_AGO):
            day = month + timedelta(days=chance.randint(3, 24))
            yield PlannedAction(
                month=month,
                branch=branch,
                planned_at=city_moment(month + timedelta(days=1), time(9)),
                held_at=city_moment(day, time(21)) if chance.random() < HELD else None,
            )
        month = months_on(month, 1)


def _action(month: date, branch: Branch, chance: Random) -> PlannedAction:
    day = month + timedelta(days=chance.randint(1, 24))
    over = months_on(month, 1) <= _month(FIRST_DAY)
    held = over and chance.random() < HELD
    return PlannedAction(
        month=month,
        branch=branch,
        planned_at=city_moment(FIRST_DAY - AHEAD, time(9)),
        held_at=city_moment(day, time(21)) if held else None,
    )


def _month(day: date) -> date:
    return day.replace(day=1)


def months_on(month: date, months: int) -> date:
    year, index = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(year, index + 1, 1)


def _half_before(day: date) -> tuple[int, int]:
    return (day.year - 1, 2) if day.month <= 6 else (day.year, 1)
