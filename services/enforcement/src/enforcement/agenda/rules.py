"""Rules of an agenda: how far ahead a body meets, how long a lapse is shown, and in which order."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.meetings.rules import OrderItem

AHEAD = timedelta(days=7)
"""A body without a meeting that is entered: it is taken to meet within a week."""
LAPSES_SHOWN = timedelta(days=35)
"""So long a lapse stays on the agenda: the college hears of it at the meetings after."""


MOST_MEETINGS = 53
"""Of a body that meets each week, in a year."""
A_YEAR = timedelta(days=366)


def series(
    first: date, last: date, weeks: int, meets_on: Callable[[date], bool]
) -> tuple[date, ...]:
    """The days of a body that meets on the weekday of ``first``, every so many weeks.

    ``meets_on``: whether it meets on such a day at all. Raises ``FieldRefusedError``.
    """
    if last < first:
        raise FieldRefusedError("tot", lazy("De laatste dag ligt voor de eerste dag."))
    if last > first + A_YEAR:
        raise FieldRefusedError("tot", lazy("Vul hoogstens een jaar in."))
    step = timedelta(weeks=weeks)
    every = (first + number * step for number in range((last - first) // step + 1))
    return tuple(day for day in every if meets_on(day))


def by_number(items: Sequence[OrderItem]) -> tuple[OrderItem, ...]:
    return tuple(sorted(items, key=lambda each: each.number))
