"""The answer of a worker about a declared shift, and whether she was asked (handbook §2.2)."""

from collections.abc import Collection
from enum import StrEnum


class Answer(StrEnum):
    BEVESTIGD = "bevestigd"
    BETWIST = "betwist"


class Confirmation(StrEnum):
    """State of the confirmation of a shift. Only the police know it; no owner ever does."""

    NIET_GEVRAAGD = "niet_gevraagd"
    GEVRAAGD = "gevraagd"
    BEVESTIGD = "bevestigd"
    BETWIST = "betwist"
    GEEN_ANTWOORD = "geen_antwoord"


def confirmation_of(answers: Collection[Answer], *, asked: bool, over: bool) -> Confirmation:
    """The state that follows from what she answered.

    A dispute stands whatever she says after it: she may be made to confirm. She is asked by the
    pages that her code opens, so without a code nobody asked her; silence is an answer only once
    the shift is ``over``.
    """
    if Answer.BETWIST in answers:
        return Confirmation.BETWIST
    if Answer.BEVESTIGD in answers:
        return Confirmation.BEVESTIGD
    if not asked:
        return Confirmation.NIET_GEVRAAGD
    return Confirmation.GEEN_ANTWOORD if over else Confirmation.GEVRAAGD
