"""The schedule of reports: which of them the kinds ask for, by the day on which each is due."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from reporting.periods.rules import Period, PeriodKind
from reporting.report_register.rules.kind import Kind

AHEAD = timedelta(days=366)
"""Reports stand in the planning so long before they are due."""
YEARS_BACK = 3
"""More than any kind gives its makers after the end of its period."""

Slot = tuple[Kind, Period]


def slots_of_year(kinds: Iterable[Kind], year: int) -> Iterator[Slot]:
    """All reports about a year and its halves."""
    for kind in kinds:
        halves = (1, 2) if kind.period is PeriodKind.HALFJAAR else (1,)
        for half in halves:
            period = Period(kind.period, year, half)
            if kind.holds_for(period):
                yield kind, period


def slots_due(kinds: Iterable[Kind], today: date) -> list[Slot]:
    """Reports due from today to a year ahead, the soonest first.

    What was due before stays out: nobody waits for the reports of years before the platform, and
    what once stood in the planning stays there.
    """
    known, until = tuple(kinds), today + AHEAD
    slots = [
        (kind, period)
        for year in range(today.year - YEARS_BACK, until.year + 1)
        for kind, period in slots_of_year(known, year)
        if today <= kind.due_on(period) <= until
    ]
    return sorted(slots, key=lambda slot: (slot[0].due_on(slot[1]), slot[0].code))
