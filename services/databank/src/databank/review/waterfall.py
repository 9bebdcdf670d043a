"""The evidence as a waterfall: each bar begins where the one before it ended.

Measured in columns, so that a page can draw it with classes alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from databank.matching.labels import WEIGHTY, phrase
from linkage.match_weights import CORRECTED, Step

COLUMNS = 40


class Strength(StrEnum):
    """How much one bar says, in words for people who do not think in bits."""

    STERK_VOOR = "sterk_voor"
    DUIDELIJK_VOOR = "duidelijk_voor"
    ZWAK_VOOR = "zwak_voor"
    WEINIG = "weinig"
    ZWAK_TEGEN = "zwak_tegen"
    DUIDELIJK_TEGEN = "duidelijk_tegen"
    STERK_TEGEN = "sterk_tegen"
    VERREKENING = "verrekening"


@dataclass(frozen=True, slots=True)
class Bar:
    """``start`` is the first column (from 1) and ``span`` how many columns it covers."""

    text: str
    strength: Strength
    bits: float
    start: int
    span: int

    @property
    def is_for(self) -> bool:
        return self.bits >= 0


def bars(steps: Iterable[Step]) -> list[Bar]:
    """What weighs most first; corrections last, as in ``explaining.explain``."""
    worth = [step for step in steps if abs(step.bits) >= WEIGHTY]
    worth.sort(key=lambda step: (step.level == CORRECTED, -abs(step.bits), step))
    ends = [*accumulate((step.bits for step in worth), initial=0.0)]
    low, high = min(ends), max(ends)
    scale = COLUMNS / (high - low) if high > low else 0.0
    found = []
    for step, begin, end in zip(worth, ends, ends[1:], strict=False):
        left = round((min(begin, end) - low) * scale)
        right = round((max(begin, end) - low) * scale)
        left = min(left, COLUMNS - 1)
        found.append(Bar(phrase(step), _strength(step), step.bits, left + 1, max(right - left, 1)))
    return found


def _strength(step: Step) -> Strength:
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
