"""Terms by the words of arts. 52 to 54 of the Judicial Code, without a line of the service.

Holidays are the ten of the law of 4 January 1974 and the royal decree of 18 April 1974; Easter is
counted by ``dateutil``.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

ONE_DAY = timedelta(days=1)
FIXED_HOLIDAYS = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)}


def first_day(event: date) -> date:
    """Art. 52: "vanaf de dag na die van de akte of van de gebeurtenis"."""
    return event + ONE_DAY


def eve_of_the_nth(first: date, months: int) -> date:
    """Art. 54: "van de zoveelste tot de dag vóór de zoveelste", found by walking day by day.

    A month without an nth is over with its last day.
    """
    day, over = first, 0
    while True:
        tomorrow = day + ONE_DAY
        over += tomorrow.day == first.day or (tomorrow.day == 1 and day.day < first.day)
        if over == months:
            return day
        day = tomorrow


def rolled(day: date) -> date:
    """Art. 53: from a Saturday, a Sunday or a legal holiday to the next working day."""
    return search(day, ONE_DAY, works)


def last_day(event: date, months: int) -> date:
    """The last day of a term of months as the three articles together have it."""
    return rolled(eve_of_the_nth(first_day(event), months))


def works(day: date) -> bool:
    return day.isoweekday() <= 5 and day not in holidays_of(day.year)


@cache
def holidays_of(year: int) -> frozenset[date]:
    moving = {easter(year) + timedelta(days=gap) for gap in (1, 39, 50)}
    return frozenset(moving | {date(year, month, day) for month, day in FIXED_HOLIDAYS})


def search(day: date, step: timedelta, good: Callable[[date], bool]) -> date:
    while not good(day):
        day += step
    return day
