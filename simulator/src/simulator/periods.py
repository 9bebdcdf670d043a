"""Periods for which the city compares figures: years, half-years and months, as reporting names
them (``2026``, ``2026-H1``, ``2026-03``). No code is shared with reporting, so that each catches
the other."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

HALVES = {1: (1, 6), 2: (7, 12)}
"""First and last month of each half."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months of one year; ``half`` is the number of a half-year alone."""

    id: str
    first: date
    last: date
    half: int | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def is_year(self) -> bool:
        return len(self.id) == 4

    @property
    def is_month(self) -> bool:
        return not self.is_year and self.half is None

    @property
    def kind(self) -> str:
        return "year" if self.is_year else "month" if self.is_month else "half-year"


def of_year(year: int) -> Period:
    return Period(f"{year}", date(year, 1, 1), date(year, 12, 31))


def of_half(year: int, half: int) -> Period:
    first, last = HALVES[half]
    return Period(f"{year}-H{half}", date(year, first, 1), _last_day(year, last), half)


def of_month(year: int, month: int) -> Period:
    return Period(f"{year}-{month:02}", date(year, month, 1), _last_day(year, month))


def begun(years: Iterable[int], today: date) -> Iterator[Period]:
    """Each year with its halves and months, as far as they have begun."""
    for year in sorted(years):
        periods = [of_year(year), *(of_half(year, half) for half in HALVES)]
        periods += [of_month(year, month) for month in range(1, 13)]
        yield from (period for period in periods if period.first <= today)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
