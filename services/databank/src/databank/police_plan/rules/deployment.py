"""A deployment plan: two months of people and material, fixed before they begin (PRC-03)."""

from datetime import date

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError

TOGETHER = 2
"""Months of a plan: January and February, March and April, and so on."""
AHEAD = 6
"""Periods that can be planned, this one not included: it has begun."""


class TooLateError(FieldRefusedError):
    """Plans are fixed beforehand: once the two months began, what was fixed stays."""

    def __init__(self) -> None:
        super().__init__("begins", lazy("Kies twee maanden die nog moeten beginnen."))


def period_of(day: date) -> date:
    """The first day of the two months in which a day lies."""
    return date(day.year, day.month - (day.month - 1) % TOGETHER, 1)


def period_after(begins: date) -> date:
    month = begins.month + TOGETHER
    return date(begins.year + (month > 12), (month - 1) % 12 + 1, 1)


def plannable(today: date) -> list[date]:
    """The periods that begin later than a day."""
    begins, found = period_of(today), []
    for _ in range(AHEAD):
        begins = period_after(begins)
        found.append(begins)
    return found
