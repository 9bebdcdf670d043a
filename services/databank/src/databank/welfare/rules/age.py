"""The age of somebody whose birth date may be known in part."""

from datetime import date

ADULT = 18
"""Years."""


def is_minor(birth_date: str | None, on: date) -> bool:
    """Whether somebody is surely or perhaps under age on a day: a date in part counts as late."""
    if not birth_date:
        return False
    year, month, day = (*(int(part) for part in birth_date.split("-")), 12, 31)[:3]
    return (on.year - year, on.month, on.day) < (ADULT, month, day)
