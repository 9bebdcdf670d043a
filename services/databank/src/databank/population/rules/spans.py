"""Periods of which the sector is measured: a month, a half-year, a year of the city."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_FORM = re.compile(r"(20[1-9]\d|21\d\d)(?:-(?:(0[1-9]|1[0-2])|H([12])))?", re.ASCII)
FIRST_DAY = date(2010, 1, 1)
"""Of no period before it is there a measurement."""
DELAY = timedelta(days=5)
"""After the end of a period: what officers saw on its last days is written down by then."""


class NoSpanError(ValueError):
    """The text names no month, half-year or year."""


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months: 1, 6 or 12 of them."""

    first: date
    months: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2026-01``, ``2026-H1`` or ``2026``. Raises ``NoSpanError``."""
        form = _FORM.fullmatch(text)
        if form is None:
            raise NoSpanError(text[:20])
        year = int(form[1])
        if form[2]:
            return cls(date(year, int(form[2]), 1), 1)
        if form[3]:
            return cls(date(year, 1 if form[3] == "1" else 7, 1), 6)
        return cls(date(year, 1, 1), 12)

    @classmethod
    def month_before(cls, day: date) -> Self:
        """The last month that is over on a day."""
        last = day.replace(day=1) - timedelta(days=1)
        return cls(last.replace(day=1), 1)

    @property
    def after(self) -> date:
        """The day after its last."""
        month = self.first.month - 1 + self.months
        return date(self.first.year + month // 12, month % 12 + 1, 1)

    @property
    def code(self) -> str:
        if self.months == 1:
            return f"{self.first:%Y-%m}"
        if self.months == 12:
            return f"{self.first:%Y}"
        return f"{self.first:%Y}-H{1 if self.first.month == 1 else 2}"

    @property
    def ends_with_it(self) -> tuple[Self, ...]:
        """Itself, and the half-year and the year that are over with it."""
        year = self.first.year
        half = type(self)(date(year, 1 if self.first.month <= 6 else 7, 1), 6)
        whole = type(self)(date(year, 1, 1), 12)
        longer = [each for each in (half, whole) if each.after == self.after and each != self]
        return (self, *longer)

    def __contains__(self, other: "Span") -> bool:
        """Whether another, shorter period lies in this one."""
        inside = self.first <= other.first and other.after <= self.after
        return inside and other.months < self.months

    def may_be_measured(self, today: date) -> bool:
        return today >= self.after
