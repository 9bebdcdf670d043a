"""Pauses and extensions of a running term: the changes, and the dates that follow from them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from enforcement.legal_terms.rules import (
    END_OF_TERM,
    Deadline,
    Term,
    Unit,
    WorkingDays,
    counted_from,
    ending,
    later_working_day,
    lengthened,
)

MOST_DAYS = 366
"""Days by which one extension may lengthen a term."""


class Author(Protocol):
    """Whoever changes a term: a function and a pseudonym, never a name."""

    @property
    def function(self) -> str: ...
    @property
    def subject(self) -> str: ...


class TermChange(StrEnum):
    """A change of a running term, as the ledger keeps it."""

    GEPAUZEERD = "gepauzeerd"
    HERVAT = "hervat"
    VERLENGD = "verlengd"


@dataclass(frozen=True, slots=True)
class Count:
    """A running term as far as its dates follow from it.

    ``longer`` is the legal term that lengthened it; ``added`` days came to it besides.
    """

    term: Term
    starts_on: date
    longer: Term | None = None
    added: int = 0

    def dates(self, days: WorkingDays) -> Deadline:
        last_day = counted_from(self.term, self.starts_on, days)
        if self.longer is not None:
            from_end = self.longer.start_event == END_OF_TERM
            last_day = counted_from(self.longer, last_day if from_end else self.starts_on, days)
        last_day = lengthened(last_day, self.term, self.added, days)
        return ending(self.longer or self.term, last_day, days)


def days_between(term: Term, paused_on: date, resumed_on: date, days: WorkingDays) -> int:
    """The days that a pause took: working days where the term counts those.

    The day of the pause still stood still, the day on which it goes on no longer.
    """
    if term.unit is not Unit.WORKING_DAYS:
        return (resumed_on - paused_on).days
    count = 0
    while later_working_day(paused_on, count + 1, days.legal) <= resumed_on:
        count += 1
    return count
