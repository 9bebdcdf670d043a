"""Outcomes of matching a claim, as they are kept with its membership."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from uuid import UUID

from linkage.outcomes import Decision, Review

Word = Literal["match", "new", "review"]
SURE = 0.9
"""The probability from which a claim that fits two persons is about one of the two at any rate."""


class LinkOutcome(StrEnum):
    """``gekend``: a known person; ``nieuw``: a new one; ``na_te_kijken``: people decide."""

    KNOWN = "gekend"
    NEW = "nieuw"
    REVIEW = "na_te_kijken"


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """The person of a claim; ``grounds`` are the matcher's.

    Without grounds the claim was known, word for word by the same source.
    """

    claim_id: UUID
    person_id: UUID
    confidence: float
    decision: LinkOutcome
    grounds: Decision | None = None


WORDS: dict[LinkOutcome, Word] = {LinkOutcome.KNOWN: "match", LinkOutcome.NEW: "new"}


def word(claim: ClaimDecision) -> Word:
    """The outcome for other programs.

    A claim that fits two persons who are likely one is linked, and waits for nobody: what people
    are asked then is whether those two are one.
    """
    grounds = claim.grounds
    if isinstance(grounds, Review) and grounds.joins and grounds.confidence >= SURE:
        return "match"
    return WORDS.get(claim.decision, "review")
