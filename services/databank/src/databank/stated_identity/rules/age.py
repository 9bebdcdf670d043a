"""The age of somebody whose birth date may be known in part."""

from datetime import date
from enum import StrEnum

ADULT = 18
"""Years."""
EARLIEST = (1, 1, 1)
LATEST = (9999, 12, 31)
"""Years, months and days that stand for what is not known."""


class Minority(StrEnum):
    """Whether a birth date is one of somebody under age, as far as it is known."""

    ZEKER = "zeker"
    MOGELIJK = "mogelijk"


def minority(birth_date: str | None, on: date) -> Minority | None:
    """None of somebody who surely is of age on a day, and of a birth date that nobody knows.

    A date in part counts as late: only when its last day is eighteen years ago is everybody born
    in that month or year of age (DP-11).
    """
    if not birth_date:
        return None
    said = [int(part) for part in birth_date.split("-")]
    if _is_of_age((*said, *LATEST[len(said) :]), on):
        return None
    is_sure = not _is_of_age((*said, *EARLIEST[len(said) :]), on)
    return Minority.ZEKER if is_sure else Minority.MOGELIJK


def is_minor(birth_date: str | None, on: date) -> bool:
    """Whether somebody is surely or perhaps under age on a day: a date in part counts as late."""
    return minority(birth_date, on) is not None


def _is_of_age(born: tuple[int, ...], on: date) -> bool:
    year, month, day = born
    return (on.year - year, on.month, on.day) >= (ADULT, month, day)
