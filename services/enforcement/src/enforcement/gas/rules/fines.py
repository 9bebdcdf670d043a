"""Amounts and ages of the law: how high a fine may be, who is a minor, what is recidivism."""

from collections.abc import Iterable
from datetime import date

from contracts.codes import FineBand, OffenderRole
from enforcement.legal_terms.rules import add_months

BANDS = (
    (70, FineBand.TOT_70),
    (175, FineBand.TOT_175),
    (350, FineBand.TOT_350),
    (10**9, FineBand.BOVEN_350),
)
"""Upper bounds in euros: the bound of the oral defence, of minors, and the maximum before 2024."""


MAJORITY = 18
"""In years."""


class UnknownBirthDateError(ValueError):
    """A birth date that is no full date: a person has to say whether somebody is of age."""


def age_on(birth_date: str, day: date) -> int:
    """The age in whole years on a day. Raises ``UnknownBirthDateError``."""
    try:
        born = date.fromisoformat(birth_date)
    except ValueError as error:
        raise UnknownBirthDateError from error
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def may_be_victim(role: str) -> bool:
    """Whether somebody in this role may be exploited: anybody but a client (DP-11)."""
    return role != OffenderRole.PROSTITUANT


def fine_limit(law: int, city: int | None, minors: int, *, minor: bool) -> int:
    """The lowest of the maxima of the law, of minors, and of the city's own rule on the fact date.

    The law only lets a council go as high as its maximum: without a rule of the city there is no
    fine at all.
    """
    if city is None:
        return 0
    return min(law, city, *((minors,) if minor else ()))


def is_recidivism(previous: Iterable[date], found_on: date, months: int) -> bool:
    """Whether somebody was sanctioned for the same infraction in the months before the new finding.

    ``previous`` are the days of those sanctions (art. 7): from the sanction to the finding.
    """
    return any(day <= found_on <= add_months(day, months) for day in previous)


def band_of(amount: int) -> FineBand:
    """The band of a fine in whole euros: the exact amount stays in the case."""
    return next(band for upper, band in BANDS if amount <= upper)
