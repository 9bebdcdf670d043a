"""Legal terms, counted as Belgian practice does (handbook §2.0; Ger.W. arts. 52-54 and 53bis).

* The day of the event is not counted, the last day is.
* Months run from the x-th to the eve of the x-th. Since the day of the event is not counted, six
  months from 15 March run from 16 March to the eve of 16 September: the last day is 15 September.
  Where the month has no such day, its last day counts; the earlier reading is the safe one.
* A last day on a Saturday, a Sunday or a legal holiday moves to the next working day. A day on
  which only the town hall is closed moves no legal term; it does move the internal safe date.
"""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import holidays

from chassis.errors import RejectedError
from chassis.refusals import RefusedError

POSTAL_DAYS = 3
"""In working days after posting: then a registered letter without receipt is deemed received."""

IsWorking = Callable[[date], bool]


class Unit(StrEnum):
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    EUR = "eur"
    AGE = "age"
    TIMES = "times"
    RULE = "rule"


class Roll(StrEnum):
    NEXT_WORKING_DAY = "next_working_day"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Term:
    """One dated version of a legal term, as far as counting needs it."""

    id: str
    valid_from: date
    value: int | None
    unit: Unit
    roll: Roll
    warn_before_days: int
    start_event: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """``last_day`` still counts; ``safe_day`` is the internal date to be ready on."""

    last_day: date
    safe_day: date


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """``legal``: no weekend, no legal holiday. ``town_hall``: open as well."""

    legal: IsWorking
    town_hall: IsWorking


class MissingLawError(RefusedError, RejectedError):
    """The table of terms does not reach this day: a person must add a version first.

    A request is refused with the Dutch sentence; an event is parked with the names of the terms.
    """

    def __init__(self, missing: Sequence[str], on: date) -> None:
        super().__init__(
            "Voor deze datum staat er geen wettelijke termijn in het systeem. Vraag een beheerder."
        )
        self.args = (f"no version of {', '.join(missing)} holds on {on}",)


def deadline(term: Term, event_day: date, days: WorkingDays) -> Deadline:
    """The last day of ``term`` when its start event was on ``event_day``, and the safe date.

    Raises ``ValueError`` for a term that is no number of days, months or years.
    """
    if term.value is None:
        raise ValueError(f"{term.id} is a rule without a number")
    last_day = counted(event_day, term.value, term.unit)
    if term.roll is Roll.NEXT_WORKING_DAY:
        last_day = forward(last_day, days.legal)
    safe_day = backward(last_day - timedelta(days=term.warn_before_days), days.town_hall)
    return Deadline(last_day, safe_day)


@dataclass(frozen=True, slots=True)
class Law:
    """The versions of some terms that held on one day, and the working days to count with."""

    terms: dict[str, Term]
    days: WorkingDays

    def deadline(self, term_id: str, event_day: date) -> Deadline:
        return deadline(self.terms[term_id], event_day, self.days)


@cache
def working_days(closed: frozenset[date]) -> WorkingDays:
    """``closed`` are the town hall's own closing days."""
    legal_holidays = holidays.country_holidays("BE")

    def legal(day: date) -> bool:
        return day.weekday() < 5 and day not in legal_holidays

    return WorkingDays(legal, lambda day: legal(day) and day not in closed)


def counted(event_day: date, value: int, unit: Unit) -> date:
    match unit:
        case Unit.DAYS:
            return event_day + timedelta(days=value)
        case Unit.MONTHS:
            return add_months(event_day, value)
        case Unit.YEARS:
            return add_months(event_day, 12 * value)
        case _:
            raise ValueError(f"a term in {unit} has no last day")


def add_months(day: date, months: int) -> date:
    """The same day number, or the last day of a month that is too short for it."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def deemed_received(posted: date, is_working: IsWorking) -> date:
    """The day on which a registered letter counts as received (Ger.W. art. 53bis)."""
    day = posted
    for _ in range(POSTAL_DAYS):
        day = forward(day + timedelta(days=1), is_working)
    return day


def forward(day: date, is_working: IsWorking) -> date:
    """``day`` itself, or the next working day."""
    while not is_working(day):
        day += timedelta(days=1)
    return day


def backward(day: date, is_working: IsWorking) -> date:
    """``day`` itself, or the working day before it."""
    while not is_working(day):
        day -= timedelta(days=1)
    return day
