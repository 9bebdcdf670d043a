"""Counts of a period as readers have them."""

from dataclasses import dataclass

from databank.population.rules.rounded import BASES, RoundedCounts
from databank.population.rules.spans import Span

THRESHOLD = 5
"""Handbook §4.8: a group of fewer persons than this may not be sized."""
TOTAL = ""
"""The table of the total, which has no code."""


@dataclass(frozen=True, slots=True)
class ToldCounts:
    """Rounded counts that left, or are about to."""

    span: Span
    counts: RoundedCounts

    @property
    def base(self) -> int:
        return BASES[self.span.months]
