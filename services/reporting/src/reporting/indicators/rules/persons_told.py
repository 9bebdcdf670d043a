"""Release calendar of persons at inspections: each half-year is rounded and told once.

A half is told some days after its end, from what was recorded until then, and read from what was
told ever after. What is written down later moves nothing: of a figure that anybody may read again
on another day, every step would tell of the inspection in between.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from chassis.days import city_moment, day_start
from reporting.facts.rules.facts import Facts
from reporting.periods.rules import LAST_YEAR, Period, PeriodKind

BASE = 5
"""Fewer persons are not told (handbook §4.8)."""
MARGIN = BASE - 1
"""By so much a half may be off, either way: also one of nobody, or it would say so of others."""
DELAY = timedelta(days=5)
"""After the end of a half, as the databank measures the sector: the last days are written down."""
AT = time(4)
"""Local time. The night lets what was recorded before it arrive."""
CHECKED = {
    "sekswerker": "workers_checked",
    "klant": "clients_checked",
    "uitbater": "operators_checked",
}
"""Roles, and the dimension that counts each."""


@dataclass(slots=True)
class CheckedPersons:
    """Counted at each inspection: by role and by branch they add up to the ``total``."""

    total: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    branches: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class ToldPersons:
    """A half as it was told: every count is a multiple of 5, and may be off by ``MARGIN``."""

    half: Period
    total: int
    roles: Mapping[str, int]
    branches: Mapping[str, int]


def counted(done: Facts) -> CheckedPersons:
    """The exact counts, for leadership of the police and for the draw."""
    checked = CheckedPersons()
    for branch, group in done.by("branch").items():
        for role, number in CHECKED.items():
            met = group.total(number)
            checked.total += met
            checked.roles[role] += met
            checked.branches[branch] += met
    return checked


def told_on(half: Period) -> date:
    """The Brussels day on which the half is told."""
    return half.last + timedelta(days=1) + DELAY


def told_at(half: Period) -> datetime:
    return city_moment(told_on(half), AT)


def known_at(half: Period) -> datetime:
    """The moment until which what was recorded is in the figures, and nothing else ever."""
    return day_start(told_on(half))


def due(since: date, now: datetime) -> Iterator[Period]:
    """The halves from that of a day on which may be told by now, oldest first."""
    half = Period.containing(since, PeriodKind.HALFJAAR)
    while half.year <= LAST_YEAR and told_at(half) <= now:
        yield half
        half = Period.containing(half.last + timedelta(days=1), PeriodKind.HALFJAAR)


def halves_of(period: Period) -> Iterator[Period]:
    """A half itself, or those of a longer period; a month has none."""
    if period.kind is PeriodKind.MAAND:
        return
    if period.kind is PeriodKind.HALFJAAR:
        yield period
        return
    for year in range(period.first.year, period.last.year + 1):
        yield from (Period(PeriodKind.HALFJAAR, year, half) for half in (1, 2))
