"""Declarations of suitability of the houses, and the city's visits to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from simulator.city.premises import Premises
from simulator.city.span import Span, moment

CONDITIONAL, RENEWING = 7, 3
"""Numbers of houses."""
PROACTIVE_PER_YEAR, REACTIVE_PER_YEAR = 66, 24
IN_ORDER = 0.8
"""Share of the visits without shortcomings."""
FULL_ADVICE_FROM_ROOMS = 7
"""All five services advise on large houses, the fire brigade alone on the others."""
CONDITIONS = ("nooduitgang", "verwarming", "brandblussers", "sanitair")


FIRST_APPLIED, DAYS_TO_APPLY = -410, 13
"""Owners apply within a fortnight, in the morning; the office does all of a day at once. The city
wakes more than a year later, with a year of visits behind it."""
ROUTES, FIRST_ROUTE, BETWEEN_ROUTES = 13, -364, 28
"""Routes of the yearly round, street by street, and the days between two of them."""
DAYS_TO_BE_HEARD = timedelta(days=28)
"""From an invitation until its hearing: the post, fifteen days, and holidays between."""


class Outcome(StrEnum):
    """The decision on an application."""

    TOEGEKEND = "toegekend"
    VOORWAARDELIJK = "voorwaardelijk_toegekend"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Permit:
    """``met_at`` when the last condition is met, ``renewal_at`` when the owner asks to renew."""

    house: Premises
    applied_at: datetime
    outcome: Outcome
    condition: str | None = None
    met_at: datetime | None = None
    renewal_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a house; ``proactive`` without a report that asked for it."""

    house: Premises
    at: datetime
    proactive: bool
    in_order: bool


def build(
    span: Span, houses: tuple[Premises, ...], refused: Premises, chance: Random
) -> list[Permit]:
    others = [house for house in houses if house is not refused]
    special = chance.sample(others, CONDITIONAL + RENEWING)
    permits = []
    for house in houses:
        applied = moment(FIRST_APPLIED + chance.randint(0, DAYS_TO_APPLY), 9)
        permit = Permit(house, applied, Outcome.TOEGEKEND)
        if house is refused:
            permit = Permit(house, applied - DAYS_TO_BE_HEARD, Outcome.GEWEIGERD)
        elif house in special[:CONDITIONAL]:
            met = span.at(chance.uniform(0.2, 0.9)) if chance.random() < 0.4 else None
            condition = chance.choice(CONDITIONS)
            permit = Permit(house, applied, Outcome.VOORWAARDELIJK, condition, met_at=met)
        elif house in special[CONDITIONAL:]:
            renewal = span.at(chance.uniform(0.1, 0.6))
            permit = Permit(house, applied, Outcome.TOEGEKEND, renewal_at=renewal)
        permits.append(permit)
    return permits


def yearly_round(houses: tuple[Premises, ...], refused: Premises, chance: Random) -> list[Visit]:
    """Visits of the year before the city wakes: each house once, by routes, and after reports."""
    others = sorted(
        (house for house in houses if house is not refused),
        key=lambda house: (house.street, house.number),
    )
    made = []
    for number, house in enumerate(others):
        route = number * ROUTES // len(others)
        made.append(_visit(house, FIRST_ROUTE + BETWEEN_ROUTES * route, chance, proactive=True))
    for _ in range(REACTIVE_PER_YEAR):
        route = chance.randrange(ROUTES)
        day = FIRST_ROUTE + BETWEEN_ROUTES * route + 1
        made.append(_visit(chance.choice(others), day, chance, proactive=False))
    return made


def _visit(house: Premises, day: int, chance: Random, *, proactive: bool) -> Visit:
    at = moment(day, 9) + timedelta(minutes=chance.randint(0, 40))
    return Visit(house, at, proactive=proactive, in_order=chance.random() < IN_ORDER)


def visits(
    span: Span, houses: tuple[Premises, ...], refused: Premises, chance: Random
) -> list[Visit]:
    """Yearly checks and visits after a report, as many as fall in these days."""
    others = [house for house in houses if house is not refused]
    proactive = max(1, round(PROACTIVE_PER_YEAR * span.days / 365))
    reactive = max(1, round(REACTIVE_PER_YEAR * span.days / 365))
    planned = []
    for number in range(proactive + reactive):
        day = chance.randrange(span.days)
        planned.append(
            Visit(
                house=chance.choice(others),
                at=moment(day, 9) + timedelta(minutes=chance.randint(0, 480)),
                proactive=number < proactive,
                in_order=chance.random() < IN_ORDER,
            )
        )
    return planned
