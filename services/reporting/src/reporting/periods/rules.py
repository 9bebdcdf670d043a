"""Months, half-years, years and plan periods: ``2026-01``, ``2026-H1``, ``2026``, ``2016-2018``."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EXAMPLES = "2026-01 (maand), 2026-H1 (halfjaar), 2026 (jaar) of 2016-2018 (planperiode)"
FIRST_YEAR, LAST_YEAR = 1990, 2199
LONGEST_PLAN = 10
"""Years."""
_PLAN = re.compile(r"(\d{4})-(\d{4})", re.ASCII)
_FORM = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|H([12])))?", re.ASCII)

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli",
    "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


class PeriodKind(StrEnum):
    MAAND = "maand"
    HALFJAAR = "halfjaar"
    JAAR = "jaar"
    PLANPERIODE = "planperiode"


class NoPeriodError(ValueError):
    """The text names no period."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months; ``number`` is the month, the half or 1. Of a plan period ``year`` is the first
    year and ``number`` the last: which one the plan is for, is the city's to say (A1)."""

    kind: PeriodKind
    year: int
    number: int = 1

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Raises :class:`NoPeriodError` for anything but the four forms, 1990 to 2199."""
        if plan := _PLAN.fullmatch(text):
            return cls._plan(int(plan[1]), int(plan[2]))
        form = _FORM.fullmatch(text)
        if form is None or not FIRST_YEAR <= int(form[1]) <= LAST_YEAR:
            raise NoPeriodError(text[:20])
        if form[2]:
            return cls(PeriodKind.MAAND, int(form[1]), int(form[2]))
        if form[3]:
            return cls(PeriodKind.HALFJAAR, int(form[1]), int(form[3]))
        return cls(PeriodKind.JAAR, int(form[1]))

    @classmethod
    def _plan(cls, first: int, last: int) -> "Period":
        if not FIRST_YEAR <= first < last <= min(LAST_YEAR, first + LONGEST_PLAN - 1):
            raise NoPeriodError(f"{first}-{last}")
        return cls(PeriodKind.PLANPERIODE, first, last)

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> "Period":
        """Of the calendar: a day is in no plan period but by the city's word (``ValueError``)."""
        match kind:
            case PeriodKind.PLANPERIODE:
                raise ValueError(kind)
            case PeriodKind.MAAND:
                return cls(kind, day.year, day.month)
            case PeriodKind.HALFJAAR:
                return cls(kind, day.year, 1 if day.month <= 6 else 2)
            case PeriodKind.JAAR:
                return cls(kind, day.year)

    @property
    def id(self) -> str:
        match self.kind:
            case PeriodKind.MAAND:
                return f"{self.year:04}-{self.number:02}"
            case PeriodKind.HALFJAAR:
                return f"{self.year:04}-H{self.number}"
            case PeriodKind.JAAR:
                return f"{self.year:04}"
            case PeriodKind.PLANPERIODE:
                return f"{self.year:04}-{self.number:04}"

    @property
    def label(self) -> str:
        match self.kind:
            case PeriodKind.MAAND:
                return f"{MONTHS[self.number - 1]} {self.year}"
            case PeriodKind.HALFJAAR:
                return f"{'eerste' if self.number == 1 else 'tweede'} halfjaar {self.year}"
            case PeriodKind.JAAR:
                return f"jaar {self.year}"
            case PeriodKind.PLANPERIODE:
                return f"planperiode {self.year}-{self.number}"

    @property
    def months(self) -> range:
        match self.kind:
            case PeriodKind.MAAND:
                return range(self.number, self.number + 1)
            case PeriodKind.HALFJAAR:
                return range(1, 7) if self.number == 1 else range(7, 13)
            case PeriodKind.JAAR | PeriodKind.PLANPERIODE:
                return range(1, 13)

    @property
    def first(self) -> date:
        return date(self.year, self.months[0], 1)

    @property
    def last(self) -> date:
        month = self.months[-1]
        year = self.number if self.kind is PeriodKind.PLANPERIODE else self.year
        return date(year, month, monthrange(year, month)[1])

    @property
    def previous(self) -> "Period | None":
        """The period before of the same kind and length; None where the calendar here begins."""
        day = self.first - timedelta(days=1)
        if self.kind is not PeriodKind.PLANPERIODE:
            return Period.containing(day, self.kind) if day.year >= FIRST_YEAR else None
        length = self.number - self.year + 1
        first = self.year - length
        return Period(self.kind, first, self.year - 1) if first >= FIRST_YEAR else None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def ended(self, today: date) -> bool:
        return self.last < today


def of_year(year: int) -> Iterator[Period]:
    """The year, then its halves and its months, latest first."""
    yield Period(PeriodKind.JAAR, year)
    for half in (2, 1):
        yield Period(PeriodKind.HALFJAAR, year, half)
    for month in range(12, 0, -1):
        yield Period(PeriodKind.MAAND, year, month)
