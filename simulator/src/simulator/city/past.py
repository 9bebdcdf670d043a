"""The two years behind the city: what the police met, planned and wrote down before it woke.

Small, and real: each of it goes through the same doors as the days that the city lives, on the day
on which it happened. What is older than that stood in the expert databank, and is imported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from chassis.days import city_moment
from contracts.branches import Branch
from contracts.codes import Addressee, InspectionKind, OffenderRole, ReportKind
from simulator.city.inspections import Encounter, Finding, Inspection
from simulator.city.people import Habit, Person, Population
from simulator.city.planted_people import PlantedPerson, draw_lives, met
from simulator.city.span import FIRST_DAY

YEARS = (FIRST_DAY.year - 2, FIRST_DAY.year - 1)
"""Whole years of the city's calendar, oldest first."""
KNOWN_PER_BRANCH = 2
"""People who are met in a branch time and again; the first of them stood in the older databank."""
FORMER = 5
MOVERS = {YEARS[0]: 4, YEARS[1]: 7}
"""People who move from one branch to another, by year."""
BRANCHES = (
    Branch.STRAAT,
    Branch.PRIVE_THUIS,
    Branch.MASSAGESALON,
    Branch.STRIPCLUB,
    Branch.ESCORT,
    Branch.ANDERE,
)
ADULT_FOR = timedelta(days=round(24 * 365.25))
"""The least age of these people when the city wakes: nobody was a minor when met years before."""
MOVED_AFTER = timedelta(days=11)
TYPED_IN = timedelta(minutes=40)
PLAIN = Habit(without_marks=0.5, swapped=0.0, shortened=0.0, respelled=0.0, no_document=0.0)
"""Years ago it is settled who was who: what officers misspell is for the days of today."""
FINDINGS = {
    3: Finding(ReportKind.RIR, "inlichting", Addressee.INTERN, OffenderRole.EXPLOITANT),
    8: Finding(ReportKind.INFORMATIERAPPORT, "hinder", Addressee.BESTUUR, OffenderRole.EXPLOITANT),
}
"""By month."""


@dataclass(frozen=True, slots=True)
class Past:
    """Inspections in the order in which they were; people of whom the older databank told.

    ``known`` are met to this day, each in the branch of the same place in ``BRANCHES``; ``former``
    were seen before that alone. Of ``planted`` people the lives are known.
    """

    inspections: tuple[Inspection, ...]
    known: tuple[Person, ...]
    former: tuple[Person, ...]
    planted: tuple[PlantedPerson, ...]


def build(population: Population, chance: Random, seed: int) -> Past:
    """Draw two years: somebody is met each month, some move from branch to branch within days, and
    of others the whole life is planted, with rounds that met them now and then."""
    people = {
        branch: [_adult(population, chance) for _ in range(KNOWN_PER_BRANCH)] for branch in BRANCHES
    }
    made: list[Inspection] = []
    for year in YEARS:
        made += _months(year, people, chance)
        made += _moves(year, population, chance)
    former = tuple(_adult(population, chance) for _ in range(FORMER))
    begins = date(YEARS[0], 1, 1)
    planted = tuple(
        PlantedPerson(_adult(population, chance), life, begins) for life in draw_lives(seed)
    )
    made += met(planted, seed, PLAIN, chance)
    made.sort(key=lambda inspection: inspection.seen_at)
    return Past(
        inspections=tuple(made),
        known=tuple(known[0] for known in people.values()),
        former=former,
        planted=planted,
    )


def _adult(population: Population, chance: Random) -> Person:
    while True:
        person = population.person(chance)
        if person.birth_date + ADULT_FOR <= FIRST_DAY:
            return person


def _months(year: int, people: dict[Branch, list[Person]], chance: Random) -> list[Inspection]:
    """One a month, in each branch twice a year; the first in the night of New Year."""
    made = []
    for month in range(1, 13):
        branch = BRANCHES[(month - 1) % len(BRANCHES)]
        day = date(year, month, 1 if month == 1 else chance.randint(2, 27))
        seen = city_moment(day, time(1 if month == 1 else 20, chance.randint(0, 59)))
        kind = InspectionKind.MELDING if month % 4 == 0 else InspectionKind.AD_HOC
        number = f"Y{year % 100:02d}{month:02d}"
        made.append(_inspection(number, branch, people[branch], seen, kind, FINDINGS.get(month)))
    return made


def _moves(year: int, population: Population, chance: Random) -> list[Inspection]:
    """Each mover is met twice: in one branch, and days later in another."""
    made = []
    for number in range(MOVERS[year]):
        person = _adult(population, chance)
        before = BRANCHES[number % len(BRANCHES)]
        after = BRANCHES[(number + 1 + number // len(BRANCHES)) % len(BRANCHES)]
        first = city_moment(date(year, 1 + number * 10 // MOVERS[year], 5), time(21))
        for step, branch in enumerate((before, after)):
            seen = first + MOVED_AFTER * step + timedelta(minutes=chance.randint(0, 90))
            key = f"Z{year % 100:02d}{number + 1:01d}{step + 1:01d}"
            made.append(_inspection(key, branch, [person], seen))
    return made


def _inspection(
    number: str,
    branch: Branch,
    people: Sequence[Person],
    seen: datetime,
    kind: InspectionKind = InspectionKind.AD_HOC,
    finding: Finding | None = None,
) -> Inspection:
    return Inspection(
        id=number,
        branch=branch,
        kind=kind,
        place=f"{branch.value} {number}",
        encounters=tuple(Encounter(person, PLAIN) for person in people),
        seen_at=seen,
        recorded_at=seen + TYPED_IN,
        finding=finding,
    )
