"""Outcomes of matching a claim, as they are kept with its membership."""

from enum import StrEnum


class LinkOutcome(StrEnum):
    """``gekend``: a known person; ``nieuw``: a new one; ``na_te_kijken``: people decide."""

    KNOWN = "gekend"
    NEW = "nieuw"
    REVIEW = "na_te_kijken"
