"""A question to the disclosure rules: a delivery to tell for the first time, and what was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from registry.counts.rules import cells
from registry.counts.rules.aggregation import Counts
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import THRESHOLD, Figures, ToldPeriod
from registry.disclosure.rules.year_before import turnover
from registry.minimum_format.rules.records import Period, Rows

NONE = Rows()
"""Of a delivery whose rows are no longer kept."""


@dataclass(frozen=True, slots=True)
class Question:
    """A delivery to tell for the first time: the counts of ``period`` and, behind them, its rows.

    ``halves`` (1, 2) are told out of the year with it. ``earlier`` is what was told of the same
    year: of its halves, since a year tells those that were not. ``half_rows`` is what is left of
    the rows of each told half's own delivery. ``before`` and ``after`` are the rows of the years
    beside it as told, as far as they are kept: a year may be told late. ``secret`` is the
    organisation's and year's own, never told.
    """

    organisation: str
    period: Period
    counts: Counts
    rows: Rows
    secret: bytes
    threshold: int = THRESHOLD
    earlier: Sequence[ToldPeriod] = ()
    halves: Sequence[int] = ()
    half_rows: Mapping[Period, Rows] = field(default_factory=dict)
    before: Rows | None = None
    after: Rows | None = None

    def __post_init__(self) -> None:
        told = [one.period for one in self.earlier]
        if self.period in told or Period(self.period.year) in told:
            raise ValueError(f"{self.period} was told, by itself or out of its year")

    @property
    def published(self) -> tuple[Period, ...]:
        """The periods whose figures leave."""
        told = {one.period for one in self.earlier}
        halves = (Period(self.period.year, half) for half in self.halves)
        return self.period, *(half for half in halves if half not in told)

    @property
    def told_halves(self) -> tuple[ToldPeriod, ...]:
        """Halves that a year holds as they were told."""
        return () if self.period.half else tuple(self.earlier)

    @property
    def in_tens(self) -> bool:
        """Whether too few tell it from a year beside it, or told a half of it from that."""
        if any(_is_rounded(one.figures) for one in self.told_halves):
            return True
        next_one = Period(self.period.year + 1, self.period.half)
        beside = []
        if self.before is not None and self.before != NONE:
            beside.append(turnover(self.before, self.rows, self.period))
        if self.after is not None and self.after != NONE:
            beside.append(turnover(self.rows, self.after, next_one))
        return any(one.is_small(self.threshold) for one in beside)


def _is_rounded(figures: Figures) -> bool:
    contacts = figures.get(Key(cells.CONTACTEN))
    return contacts is not None and contacts.rounded_to is not None
