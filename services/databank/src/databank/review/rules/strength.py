"""The strength of one bar of evidence, in words for people who do not think in bits."""

from enum import StrEnum

from linkage.match_weights import CORRECTED, Step


class Strength(StrEnum):
    STERK_VOOR = "sterk_voor"
    DUIDELIJK_VOOR = "duidelijk_voor"
    ZWAK_VOOR = "zwak_voor"
    WEINIG = "weinig"
    ZWAK_TEGEN = "zwak_tegen"
    DUIDELIJK_TEGEN = "duidelijk_tegen"
    STERK_TEGEN = "sterk_tegen"
    VERREKENING = "verrekening"


def strength_of(step: Step) -> Strength:
    if step.level == CORRECTED:
        return Strength.VERREKENING
    size = abs(step.bits)
    if size < 1:
        return Strength.WEINIG
    if step.bits > 0:
        return _of(size, Strength.ZWAK_VOOR, Strength.DUIDELIJK_VOOR, Strength.STERK_VOOR)
    return _of(size, Strength.ZWAK_TEGEN, Strength.DUIDELIJK_TEGEN, Strength.STERK_TEGEN)


def _of(size: float, weak: Strength, clear: Strength, strong: Strength) -> Strength:
    """Four bits are odds of 16 to 1, eight of 256 to 1."""
    return weak if size < 4 else clear if size < 8 else strong
