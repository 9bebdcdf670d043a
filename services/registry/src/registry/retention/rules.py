"""Terms of keeping the rows of a delivery (handbook §4.9), by days of the city."""

from datetime import date, timedelta
from enum import StrEnum


class Ground(StrEnum):
    """The reason why rows may be kept no longer."""

    INGETROKKEN = "ingetrokken"
    """The organisation withdrew what it never signed."""
    VERVANGEN = "vervangen"
    """Another revision of the period took its place."""
    ZONDER_GEVOLG = "zonder_gevolg"
    """It changed nothing of the told figures. Only of proofs from before such rows were kept as the
    register of their organisation."""
    NIET_INGEDIEND = "niet_ingediend"
    """The organisation did not sign it within its term."""
    JAAR_BEVROREN = "jaar_bevroren"
    """The years after the freeze are over."""


def kept_until_of_year(frozen_on: date, years: int) -> date:
    """The last day on which rows of a frozen year are kept; of 29 February, the 28th."""
    try:
        return frozen_on.replace(year=frozen_on.year + years)
    except ValueError:
        return frozen_on.replace(year=frozen_on.year + years, day=28)


def kept_until_of_replaced(replaced_on: date, days: int) -> date:
    """The last day on which rows are kept that were replaced."""
    return replaced_on + timedelta(days=days)


WARNED_DAYS = 30
"""Days before the last day of a draft in which its organisation is warned."""


def kept_until_of_draft(since: date, days: int) -> date:
    """The last day on which a draft is kept that came in, or was sent back, on ``since``."""
    return since + timedelta(days=days)


def is_near(last: date, today: date) -> bool:
    """Is it time to warn of this last day?"""
    return today >= last - timedelta(days=WARNED_DAYS)
