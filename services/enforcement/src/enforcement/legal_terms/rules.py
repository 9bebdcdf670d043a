"""Legal terms, counted as Belgian practice does (handbook §2.0; Ger.W. arts. 52-54 and 53bis).

* The day of the event is not counted, the last day is.
* Months run from the x-th to the eve of the x-th. Since the day of the event is not counted, six
  months from 15 March run from 16 March to the eve of 16 September: the last day is 15 September.
  One month from 28 February runs from 1 March to 31 March. Where the month has no x-th, its last
  day counts. Laws that do not follow this count end on the day with the number of the event's
  (:class:`Counting`): one month from 28 February ends with 28 March.
* A last day on a Saturday, a Sunday or a legal holiday moves to the next working day. A day on
  which only the town hall is closed moves no legal term; it does move the internal safe date.
  So where the citizen acts. Terms of the city's own acts stay: arts. 48 and 53 do not reach them.
* Where it is open whether the day of the event counts itself, the safe date assumes that it does.
* What must have arrived by the last day has a last day to post it, three working days before.
"""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import holidays

from chassis.errors import RejectedError
from chassis.messages import lazy
from chassis.refusals import RefusedError

POSTAL_DAYS = 3
"""In working days after posting: then a registered letter without receipt is deemed received."""
NEAR_DAYS = 60
"""Calendar days within which people count in working days."""

END_OF_TERM = "end_of_term"
"""The start of a term that lengthens another from where that one ends."""

IsWorking = Callable[[date], bool]


class Unit(StrEnum):
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    WORKING_DAYS = "working_days"
    EUR = "eur"
    AGE = "age"
    TIMES = "times"
    RULE = "rule"


COUNTED = frozenset({Unit.DAYS, Unit.MONTHS, Unit.YEARS, Unit.WORKING_DAYS})
"""Units of terms that have a last day."""


class Counting(StrEnum):
    """How a law counts. Each row of the law says which, and the head of its file why."""

    NONE = "none"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    EVE_OF_DAY = "eve_of_day"
    """Months from the day after the event: to the eve of that day (Ger.W. arts. 52 and 54)."""
    SAME_DAY = "same_day"
    """Months from the event: to the day of its number. Never the longer of the two."""


class Confidence(StrEnum):
    """Certainty of a figure: read in its source, likely, to be checked, or the city's choice."""

    VERIFIED = "verified"
    LIKELY = "likely"
    UNVERIFIED = "unverified"
    CONFIG = "config"


class Roll(StrEnum):
    NEXT_WORKING_DAY = "next_working_day"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Term:
    """One dated version of a legal term, as far as counting needs it.

    ``start_counts``: it is open whether the day of the event counts, so be safe.
    ``notified_within``: the letter must have arrived by the last day. ``extends``: the term that it
    lengthens. ``may_pause``: it may stand still, or be lengthened by days.
    """

    id: str
    valid_from: date
    value: int | None
    unit: Unit
    roll: Roll
    warn_before_days: int
    start_event: str | None = None
    start_counts: bool = False
    notified_within: bool = False
    extends: str | None = None
    may_pause: bool = False
    counting: Counting = Counting.SAME_DAY


@dataclass(frozen=True, slots=True)
class Deadline:
    """``last_day`` still counts; ``safe_day`` is the internal date to be ready on.

    ``post_by``: the last day to post a letter that must have arrived, when one must.
    """

    last_day: date
    safe_day: date
    post_by: date | None = None


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
            lazy(
                "Voor deze datum staat er geen wettelijke termijn in het systeem. "
                "Vraag een beheerder."
            )
        )
        self.args = (f"no version of {', '.join(missing)} holds on {on}",)


def deadline(term: Term, event_day: date, days: WorkingDays, added: int = 0) -> Deadline:
    """The dates of ``term`` from its start event, when ``added`` days came to it.

    Raises ``ValueError`` for a term that is no number of days, months or years.
    """
    return ending(term, lengthened(counted_from(term, event_day, days), term, added, days), days)


def counted_from(term: Term, event_day: date, days: WorkingDays) -> date:
    """The last day by counting alone. Raises ``ValueError`` as :func:`deadline`."""
    if term.value is None:
        raise ValueError(f"{term.id} is a rule without a number")
    if term.unit is Unit.WORKING_DAYS:
        return later_working_day(event_day, term.value, days.legal)
    return counted(event_day, term.value, term.unit, term.counting)


def lengthened(last_day: date, term: Term, added: int, days: WorkingDays) -> date:
    """Days that came to a term: working days where it counts those, else calendar days."""
    if term.unit is Unit.WORKING_DAYS:
        return later_working_day(last_day, added, days.legal)
    return last_day + timedelta(days=added)


def ending(term: Term, last_day: date, days: WorkingDays) -> Deadline:
    """A counted last day as the law rolls it, with the internal dates that go before it."""
    if term.roll is Roll.NEXT_WORKING_DAY:
        last_day = forward(last_day, days.legal)
    certain = last_day - timedelta(days=1) if term.start_counts else last_day
    safe_day = backward(certain - timedelta(days=term.warn_before_days), days.town_hall)
    post_by = last_posting_day(certain, days) if term.notified_within else None
    return Deadline(last_day, safe_day, post_by)


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


def counted(
    event_day: date, value: int, unit: Unit, counting: Counting = Counting.SAME_DAY
) -> date:
    """The last day of so many days, months or years. ``counting`` is of months and years."""
    count_months = eve_of_day if counting is Counting.EVE_OF_DAY else add_months
    match unit:
        case Unit.DAYS:
            return event_day + timedelta(days=value)
        case Unit.MONTHS:
            return count_months(event_day, value)
        case Unit.YEARS:
            return count_months(event_day, 12 * value)
        case _:
            raise ValueError(f"a term in {unit} has no last day")


def eve_of_day(event_day: date, months: int) -> date:
    """From the day after the event to the eve of the same day (Ger.W. arts. 52 and 54)."""
    first_day = event_day + timedelta(days=1)
    day = add_months(first_day, months)
    return day - timedelta(days=1) if day.day == first_day.day else day


def add_months(day: date, months: int) -> date:
    """The same day number, or the last day of a month that is too short for it."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def deemed_received(posted: date, is_working: IsWorking) -> date:
    """The day on which a registered letter counts as received (Ger.W. art. 53bis)."""
    return later_working_day(posted, POSTAL_DAYS, is_working)


def last_posting_day(received_by: date, days: WorkingDays) -> date:
    """The last open day of the town hall on which a letter is posted that must have arrived."""
    day = backward(received_by, days.legal)
    for _ in range(POSTAL_DAYS):
        day = backward(day - timedelta(days=1), days.legal)
    return backward(day, days.town_hall)


def later_working_day(day: date, count: int, is_working: IsWorking) -> date:
    """The ``count``-th working day after ``day``."""
    for _ in range(count):
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
