"""Rules of the term board: who looks, and which terms end soon."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from enforcement.cases.rules import CaseKind

SOON = timedelta(days=30)
"""A term that ends by then, or is over, is soon."""


@dataclass(frozen=True, slots=True)
class BoardReader:
    """The person who looks: their pseudonym, the procedures that they read, and the day.

    ``college``: of some procedures only what stands before the college.
    """

    subject: str
    kinds: Collection[CaseKind]
    today: date
    college: bool = False
