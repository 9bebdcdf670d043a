"""Rules of the term board: the procedures on it, and how long a term has."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from enforcement.legal_terms.rules import WorkingDays

SOON = timedelta(days=30)
"""A term that ends by then, or is over, is soon."""
NEAR_DAYS = 60
"""Calendar days within which people count in working days."""


class BoardKind(StrEnum):
    """The procedures in which terms run."""

    GAS = "gas-case"
    SANCTION = "sanction-case"
    SUITABILITY = "suitability-dossier"
    INTEGRITY = "integrity-investigation"
    MEASURE = "mayor-measure"
    STREET_BAN = "street-ban"


@dataclass(frozen=True, slots=True)
class Distance:
    """The days from today to a day: working days when it is near, else calendar days.

    Days that are over are calendar days, below zero.
    """

    days: int
    working: bool


def distance(day: date, today: date, days: WorkingDays) -> Distance:
    span = (day - today).days
    if not 0 < span <= NEAR_DAYS:
        return Distance(span, working=False)
    return Distance(sum(days.legal(today + timedelta(days=n)) for n in range(1, span + 1)), True)


@dataclass(frozen=True, slots=True)
class BoardReader:
    """The person who looks: their pseudonym, the procedures that they read, and the day.

    ``college``: of some procedures only what stands before the college.
    """

    subject: str
    kinds: Collection[BoardKind]
    today: date
    college: bool = False
