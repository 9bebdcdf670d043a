"""Birth dates as identity papers know them: a year, a month, or a full date."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

ADULT = 18
"""Years."""


@dataclass(frozen=True, slots=True)
class BirthDate:
    """All days that the text leaves open; ``earliest`` equals ``latest`` for a full date."""

    earliest: date
    latest: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """From ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``ValueError`` for no day of a calendar."""
        match [int(part) for part in text.split("-")]:
            case [year]:
                return cls(date(year, 1, 1), date(year, 12, 31))
            case [year, month]:
                return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
            case [year, month, day]:
                return cls(date(year, month, day), date(year, month, day))
            case _:
                raise ValueError("not a birth date")

    @property
    def is_full(self) -> bool:
        return self.earliest == self.latest

    def surely_adult(self, on: date) -> bool:
        """18 or over on that day, whatever the text leaves open."""
        return on >= birthday(self.latest, ADULT)

    def surely_minor(self, on: date) -> bool:
        """Under 18 on that day, whatever the text leaves open."""
        return on < birthday(self.earliest, ADULT)


def is_slip(typed: str, meant: str) -> bool:
    """Whether a birth date may be a slip of the keyboard for another: one digit, or two swapped.

    A date that says more of the same is no other date. What differs by more was not mistyped.
    """
    if meant.startswith(typed):
        return True
    if len(typed) != len(meant):
        return False
    wrong = [place for place, pair in enumerate(zip(typed, meant, strict=True)) if len({*pair}) > 1]
    first = wrong[0]
    swapped = typed[first : first + 2] == meant[first : first + 2][::-1]
    return len(wrong) == 1 or (wrong == [first, first + 1] and swapped)


def birthday(born: date, years: int) -> date:
    """The day of turning ``years``; after 29 February that is 1 March in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
