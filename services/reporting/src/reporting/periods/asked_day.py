"""The day of the past that a request asks for: figures as they were told by its end.

A day that is not over is refused: between two looks at it a figure would move with one event.
"""

from datetime import date, datetime, timedelta

from chassis.days import day_start
from chassis.web.bodies import check_day
from reporting.periods.rules import FIRST_YEAR


class NoClosedDayError(ValueError):
    """The text names no day of the past."""


def end_of(text: str, now: datetime) -> datetime:
    """The end of a Brussels day as ``2026-03-31``. Raises ``NoClosedDayError``."""
    try:
        day = check_day(date.fromisoformat(text))
        end = day_start(day + timedelta(days=1))
    except (ValueError, OverflowError):
        raise NoClosedDayError(text[:20]) from None
    if end > now or day.year < FIRST_YEAR:
        raise NoClosedDayError(text[:20])
    return end
