"""The evidence as a waterfall: each bar begins where the one before it ended.

Measured in columns, so that a page can draw it with classes alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from databank.matching.labels import WEIGHTY, phrase
from databank.review.rules.strength import Strength, strength_of
from linkage.match_weights import CORRECTED, Step

COLUMNS = 40


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
    """The heaviest first; corrections last, as in ``matching.labels.explain``."""
    worth = [step for step in steps if abs(step.bits) >= WEIGHTY]
    worth.sort(key=lambda step: (step.level == CORRECTED, -abs(step.bits), step))
    ends = [*accumulate((step.bits for step in worth), initial=0.0)]
    low, high = min(ends), max(ends)
    scale = COLUMNS / (high - low) if high > low else 0.0
    drawn = []
    for step, begin, end in zip(worth, ends, ends[1:], strict=False):
        left = round((min(begin, end) - low) * scale)
        right = round((max(begin, end) - low) * scale)
        left = min(left, COLUMNS - 1)
        span = max(right - left, 1)
        drawn.append(Bar(phrase(step), strength_of(step), step.bits, left + 1, span))
    return drawn
