"""The age of somebody whose birth date may be known in part."""

from datetime import date

ADULT = 18
"""Years."""
LATEST = (9999, 12, 31)
"""Year, month and day that stand for what is not known."""


def is_minor(birth_date: str | None, on: date) -> bool:
    """Whether somebody is surely or perhaps under age on a day: a date in part counts as late."""
    if not birth_date:
        return False
    said = [int(part) for part in birth_date.split("-")]
    year, month, day = (*said, *LATEST[len(said) :])
    return (on.year - year, on.month, on.day) < (ADULT, month, day)
