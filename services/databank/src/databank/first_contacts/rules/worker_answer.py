"""The answer of a worker about a declared shift."""

from enum import StrEnum


class Answer(StrEnum):
    BEVESTIGD = "bevestigd"
    BETWIST = "betwist"
