"""What happened to a house with a declaration, as the city noted it: what :mod:`house_law` judges.

Each fact has the moment ``at`` which the city noted it; nobody is held to what nobody had noted.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """Sanctions that keep people out of work for a time."""

    SCHORSING = "schorsing"
    """Of the declaration, by the college."""
    TIJDELIJKE_SLUITING = "tijdelijke_sluiting"
    """Of the house, by the mayor."""


@dataclass(frozen=True)
class Fact:
    at: datetime


@dataclass(frozen=True)
class Granted(Fact):
    """A declaration for ``owner``, the first or after one that is over, valid from the first to the
    last day, both included."""

    owner: str
    first: date
    last: date


@dataclass(frozen=True)
class RenewalAsked(Fact):
    """The owner asks to renew the declaration.

    ``on``: the day on which he asked, as a postmark shows, where somebody noted it only later.
    """

    on: date | None = None


@dataclass(frozen=True)
class RenewalGranted(Fact):
    """It is renewed at once, until its new last day."""

    last: date


@dataclass(frozen=True)
class RenewalRefused(Fact):
    """The college refuses to renew; the decision counts from ``at``."""


@dataclass(frozen=True)
class Sold(Fact):
    """The city accepts that the declaration goes over to ``owner``, who bought the house."""

    owner: str


@dataclass(frozen=True)
class Relinquished(Fact):
    """The owner gives the declaration up."""


@dataclass(frozen=True)
class Invited(Fact):
    """Who held the declaration, and was warned, is invited to be heard about a sanction.

    ``left``: when the letter left, where that was before somebody noted it.
    """

    owner: str
    left: datetime | None = None


@dataclass(frozen=True)
class Sanctioned(Fact):
    """A sanction of which its owner was notified; it works from ``begins`` until before ``ends``.

    ``owner`` is who was warned and heard. The notification may have been noted later than it
    happened, and ``begins`` may lie after it.
    """

    owner: str
    kind: Kind
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class SanctionWithdrawn(Fact):
    """The body takes its latest sanction back."""
