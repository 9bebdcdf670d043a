"""The whole city, from a seed: who is there, and what will happen."""

from dataclasses import dataclass

from simulator.city import (
    care,
    fines,
    inspections,
    movers,
    past,
    patrols,
    permits,
    police_plan,
    premises,
    regie,
    sanctions,
)
from simulator.city.care import Tables
from simulator.city.fines import A_MONTH, Fine
from simulator.city.grid import Grid, Spot, spots_of
from simulator.city.inspections import Inspection
from simulator.city.past import Past
from simulator.city.patrols import Patrol
from simulator.city.people import Person, Population
from simulator.city.permits import Permit, Visit
from simulator.city.police_plan import PolicePlan
from simulator.city.premises import Premises
from simulator.city.regie import Record
from simulator.city.roster import Roster, Shift
from simulator.city.sanctions import Sanction
from simulator.city.seeds import stream
from simulator.city.span import FIRST_DAY, Span
from simulator.city.workforce import Workforce

SANCTIONED_ROOMS = 2
"""Size of the house that is set aside for the scenario in which it is suspended."""
CAST = 38
STAGE_ROOMS = 5
"""Rooms of other owners where scenarios can play without ordinary life in their way."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Rooms kept free for scenarios: one house as a whole, and single rooms of several owners."""

    house: Premises
    rooms: tuple[Spot, ...]


@dataclass(frozen=True)
class City:
    """Everything that will be played. The same seed and days give the same city."""

    seed: int
    span: Span
    houses: tuple[Premises, ...]
    stage: Stage
    population: Population
    shifts: tuple[Shift, ...]
    patrols: tuple[Patrol, ...]
    inspections: tuple[Inspection, ...]
    refused: Premises
    """The house whose declaration of suitability is refused; nobody lets its rooms."""
    permits: tuple[Permit, ...]
    yearly_round: tuple[Visit, ...]
    """Made in the year before the city wakes."""
    visits: tuple[Visit, ...]
    fines: tuple[Fine, ...]
    """From half a year before and longer; they go on while the city lives."""
    earlier_fines: tuple[Fine, ...]
    """Of the year before last, and long over."""
    sanctions: tuple[Sanction, ...]
    """Decided before the city wakes."""
    police_plan: PolicePlan
    regie: tuple[Record, ...]
    earlier_regie: tuple[Record, ...]
    """Of the two years behind the city."""
    care: tuple[Tables, ...]
    """What the care organisations deliver: the whole past year, and one a half-year before it,
    which still has the client who is erased in between."""
    erased: str
    """The code of that client."""
    earlier_care: tuple[Tables, ...]
    """Of the two years before that one, as far as no story tells of it."""
    cast: tuple[Person, ...]
    """People who play in the scenarios only."""
    past: Past
    """Two whole years behind the city."""


def build(seed: int, days: int, cases: int = A_MONTH) -> City:
    """``cases`` of fines: a month of them, or more over a year."""
    span = Span(days)
    houses = premises.build(stream(seed, "premises"))
    stage, refused = _stage(houses)
    population = Population(FIRST_DAY)
    workforce = Workforce(population, stream(seed, "workforce"))
    kept_free = frozenset({*spots_of(stage.house), *spots_of(refused), *stage.rooms})
    workforce.staff(houses)
    others = inspections.build(span, population, stream(seed, "inspections"))
    moving = movers.build(span, population, stream(seed, "movers"))
    roster = Roster(span, Grid(houses, kept_free), workforce, stream(seed, "roster"))
    roster.book(moving.bookings)
    roster.fill()
    years_of_care, erased = _care(seed)
    declared = tuple(permits.build(span, houses, refused, stream(seed, "permits")))
    return City(
        seed=seed,
        span=span,
        houses=houses,
        stage=stage,
        population=population,
        shifts=tuple(roster.shifts),
        patrols=tuple(patrols.build(span, roster.shifts, stream(seed, "patrols"))),
        inspections=(*others, *moving.inspections),
        refused=refused,
        permits=declared,
        yearly_round=tuple(permits.yearly_round(houses, refused, stream(seed, "yearly round"))),
        visits=tuple(permits.visits(span, houses, refused, stream(seed, "visits"))),
        fines=tuple(fines.build(stream(seed, "fines"), cases)),
        earlier_fines=tuple(fines.earlier(stream(seed, "earlier fines"))),
        sanctions=tuple(sanctions.build(declared, stage.house, stream(seed, "sanctions"))),
        police_plan=police_plan.build(stream(seed, "police plan")),
        regie=tuple(regie.build(span, stream(seed, "regie"))),
        earlier_regie=tuple(regie.earlier(stream(seed, "earlier regie"))),
        care=years_of_care,
        erased=erased,
        earlier_care=tuple(care.earlier(stream(seed, "earlier care"))),
        cast=tuple(population.person(stream(seed, f"cast {n}")) for n in range(CAST)),
        past=past.build(population, stream(seed, "past"), seed),
    )


def _care(seed: int) -> tuple[tuple[Tables, ...], str]:
    years = {
        profile.organisation: care.build(
            profile, care.LAST_YEAR, stream(seed, profile.organisation)
        )
        for profile in care.PROFILES
    }
    whole = years[care.HALF_YEAR_TOO]
    erased = whole.ordinary_client
    years[care.HALF_YEAR_TOO] = whole.without(erased)
    return (whole.half_year(1), *years.values()), erased


def _stage(houses: tuple[Premises, ...]) -> tuple[Stage, Premises]:
    """Small houses, each of another owner, so that ordinary life hardly misses them."""
    by_owner: dict[str, Premises] = {}
    for house in sorted(houses, key=lambda house: (len(house.rooms), house.number)):
        by_owner.setdefault(house.owner.code, house)
    refused, *rest = by_owner.values()
    house = next(house for house in rest if len(house.rooms) >= SANCTIONED_ROOMS)
    rooms = [Spot(other.number, other.rooms[0]) for other in rest if other is not house]
    return Stage(house, tuple(rooms[:STAGE_ROOMS])), refused
