"""Counts of a period as readers have them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from databank.population.rules.spans import Span

BASES = {1: 10, 6: 5, 12: 5}
"""By the months of a period: a month, which is subtracted most, has the larger (handbook §4.8)."""
THRESHOLD = 5
"""Handbook §4.8: a group of fewer persons than this may not be sized."""
TOTAL = ""
"""The table of the total, which has no code."""
PERSON_TABLES = (
    "branches",
    "visibilities",
    "known",
    "age_bands",
    "origin_groups",
    "branch_counts",
    "moves",
)
"""The first is the last to be left out."""
PLACE_TABLES = ("branches", "visibilities")


@dataclass(frozen=True, slots=True)
class RoundedCounts:
    """``by`` has the tables by dimension; a code that is not there stands at zero.

    Without a total nothing is told, and a table that is not there is not told either.
    """

    total: int | None
    by: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, dimension: str) -> dict[str, int]:
        return dict(self.by.get(dimension, {}))


@dataclass(frozen=True, slots=True)
class ToldCounts:
    """Rounded counts that left, or are about to."""

    span: Span
    counts: RoundedCounts

    @property
    def base(self) -> int:
        return BASES[self.span.months]
