"""Changes of who is who: which kinds there are, and what each leaves with the links of claims."""

from enum import StrEnum

CERTAIN = 1.0
"""Confidence of a link that a person decided, as a probability."""


class ChangeKind(StrEnum):
    """``samengevoegd``: two persons became one; ``gesplitst``: claims went to another person."""

    SAMENGEVOEGD = "samengevoegd"
    GESPLITST = "gesplitst"
    ONGEDAAN_GEMAAKT = "ongedaan_gemaakt"


class RelinkDecision(StrEnum):
    """The decision of a link that officers made, kept beside the outcomes of the matcher."""

    SAMENGEVOEGD = "samengevoegd"
    GESPLITST = "gesplitst"
    BEVESTIGD = "bevestigd"
