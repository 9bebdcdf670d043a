"""Rules of an agenda: how far ahead a body meets, how long a lapse is shown, and in which order."""

from collections.abc import Sequence
from datetime import timedelta

from enforcement.meetings.rules import OrderItem

AHEAD = timedelta(days=7)
"""A body without a meeting that is entered: it is taken to meet within a week."""
LAPSES_SHOWN = timedelta(days=35)
"""So long a lapse stays on the agenda: the college hears of it at the meetings after."""


def by_number(items: Sequence[OrderItem]) -> tuple[OrderItem, ...]:
    return tuple(sorted(items, key=lambda each: each.number))
