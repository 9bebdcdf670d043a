"""Calendar of a period: a number for each of its days, and the same by month in a table.

Inspections are counted, never persons: how many people each met is in no picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reporting.charts.rules.pictures import Bar, Picture, PictureKind
from reporting.periods.rules import Period, PeriodKind

WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


@dataclass(frozen=True, slots=True)
class Month:
    """``days`` are those with any."""

    first: date
    total: int
    days: tuple[tuple[date, int], ...]


def calendar(period: Period, counts: Mapping[date, int]) -> Picture | None:
    """Every day of a month, half or year; none of a plan period, whose years have their own."""
    if period.kind is PeriodKind.PLANPERIODE:
        return None
    days = (period.last - period.first).days + 1
    return calendar_of(
        {day: counts.get(day, 0) for day in (period.first + timedelta(n) for n in range(days))}
    )


def calendar_of(counts: Mapping[date, int | None]) -> Picture:
    """A day without a known number is in the table alone."""
    bars = tuple(Bar(f"{day:%d/%m/%Y}", number, day=day) for day, number in counts.items())
    return Picture(PictureKind.KALENDER, "", bars)


def months(picture: Picture) -> list[Month]:
    """Of a calendar, in their order."""
    known: dict[date, list[tuple[date, int]]] = {}
    for bar in picture.bars:
        if bar.day is not None:
            known.setdefault(bar.day.replace(day=1), []).append((bar.day, bar.value or 0))
    return [
        Month(first, sum(number for _, number in days), tuple(day for day in days if day[1]))
        for first, days in known.items()
    ]
