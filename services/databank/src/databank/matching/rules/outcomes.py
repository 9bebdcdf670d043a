"""Outcomes of matching a claim, as they are kept with its membership."""

from enum import StrEnum
from typing import Literal, NamedTuple
from uuid import UUID

from linkage.outcomes import Decision, Match, New, Review

Word = Literal["match", "new", "review"]
SURE = 0.9
"""The probability from which a claim that fits two persons is about one of the two at any rate."""

PROVISIONAL_CONFIDENCE = 0.5
"""The link of a claim to a person made only until people answer: too weak for any rule."""


class LinkOutcome(StrEnum):
    """``gekend``: a known person; ``nieuw``: a new one; ``na_te_kijken``: people decide."""

    KNOWN = "gekend"
    NEW = "nieuw"
    REVIEW = "na_te_kijken"


class ClaimDecision(NamedTuple):
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


def outcome_of(decision: Decision) -> tuple[LinkOutcome, float]:
    """The outcome of a decision, and the probability of its link."""
    match decision:
        case Match(confidence=confidence):
            return LinkOutcome.KNOWN, confidence
        case New():
            return LinkOutcome.NEW, 1.0  # the claim is what the person is known by
        case Review(joins=None):
            return LinkOutcome.REVIEW, PROVISIONAL_CONFIDENCE
        case Review(confidence=confidence):
            return LinkOutcome.REVIEW, confidence
