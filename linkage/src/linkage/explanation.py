"""The explanation of a match weight, without words: statements in order, and bars of a waterfall.

A statement says which field was compared, at which level, and how strongly it speaks. Whoever shows
it adds the words, in any language; no value of a field is in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from linkage.match_weights import CORRECTED, WaterfallStep

MIN_SHOWN_BITS = 0.05
"""Bits under which a step is not worth a line."""
LITTLE_BITS, CLEAR_BITS, STRONG_BITS = 1.0, 4.0, 8.0
"""Bits from which a step says more than little, speaks clearly (16 to 1), strongly (256 to 1)."""
COMMON_SHARE, RARE_SHARE = 0.01, 0.0005
"""Shares of all people from which a value is common, and to which it is rare."""
COLUMNS = 40
"""Columns that the bars of a waterfall are measured in, so that a page can draw with classes."""


class Strength(StrEnum):
    """The strength with which a step speaks for one person, or against."""

    STRONG_FOR = "strong_for"
    CLEAR_FOR = "clear_for"
    WEAK_FOR = "weak_for"
    LITTLE = "little"
    WEAK_AGAINST = "weak_against"
    CLEAR_AGAINST = "clear_against"
    STRONG_AGAINST = "strong_against"
    CORRECTION = "correction"


class Rarity(StrEnum):
    """Values on which two claims agree that many people share, or hardly anybody."""

    COMMON = "common"
    RARE = "rare"


@dataclass(frozen=True, slots=True)
class Bar:
    """A step as a bar that begins where the one before it ended.

    ``start`` is the first column (from 1) and ``span`` how many columns it covers; ``total`` are
    the bits up to and including this step.
    """

    step: WaterfallStep
    strength: Strength
    total: float
    start: int
    span: int


def shown(steps: Iterable[WaterfallStep]) -> list[WaterfallStep]:
    """The steps worth a line: the weightiest first, corrections last in the order they came."""
    worth = [step for step in steps if abs(step.bits) >= MIN_SHOWN_BITS]
    plain = [step for step in worth if step.level != CORRECTED]
    plain.sort(key=_order)
    return [*plain, *(step for step in worth if step.level == CORRECTED)]


def _order(step: WaterfallStep) -> tuple[object, ...]:
    return (step.level == CORRECTED, -abs(step.bits), step.field, step.level, step.bits)


def bars(steps: Iterable[WaterfallStep]) -> list[Bar]:
    """The waterfall: the weightiest step first, the weightiest correction after all steps."""
    worth = [step for step in steps if abs(step.bits) >= MIN_SHOWN_BITS]
    worth.sort(key=_order)
    ends = [*accumulate((step.bits for step in worth), initial=0.0)]
    low, high = min(ends), max(ends)
    scale = COLUMNS / (high - low) if high > low else 0.0
    drawn = []
    for step, begin, end in zip(worth, ends, ends[1:], strict=False):
        left = round((min(begin, end) - low) * scale)
        right = round((max(begin, end) - low) * scale)
        left = min(left, COLUMNS - 1)
        drawn.append(Bar(step, strength(step), end, left + 1, max(right - left, 1)))
    return drawn


def strength(step: WaterfallStep) -> Strength:
    """The strength of one step; corrections have none of their own."""
    if step.level == CORRECTED:
        return Strength.CORRECTION
    size = abs(step.bits)
    if size < LITTLE_BITS:
        return Strength.LITTLE
    if step.bits > 0:
        return _graded(size, Strength.WEAK_FOR, Strength.CLEAR_FOR, Strength.STRONG_FOR)
    return _graded(size, Strength.WEAK_AGAINST, Strength.CLEAR_AGAINST, Strength.STRONG_AGAINST)


def _graded(size: float, weak: Strength, clear: Strength, strong: Strength) -> Strength:
    return weak if size < CLEAR_BITS else clear if size < STRONG_BITS else strong


def rarity(step: WaterfallStep) -> Rarity | None:
    """Whether the value agreed on is common or rare; None where that says nothing worth telling."""
    if step.share is None or step.field in ("number", "document"):
        return None
    if step.share >= COMMON_SHARE:
        return Rarity.COMMON
    return Rarity.RARE if step.share <= RARE_SHARE else None
