"""Pivot of a year: published figures by the dimensions that were published together, no others.

A free cross-table over rows would show groups that nobody protected.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from registry.integration import store
from registry.integration.store import Aggregate
from registry.minimum_format.rules.records import Period
from registry.pivot.rules import Dimensions, nearest, written

MOST = 100
"""Organisations in one table, far more than there are."""


class NotTogetherError(FieldRefusedError):
    """The dimensions were not published together; ``offered`` were, the nearest first."""

    def __init__(self, offered: Sequence[Dimensions]) -> None:
        sets = "; ".join(map(written, offered))
        super().__init__("dimension", f"Alleen deze zijn samen gepubliceerd: {sets}.")
        self.offered = offered


@dataclass(frozen=True, slots=True)
class PivotCell:
    """``value`` is empty where it is hidden; see ``AggregateView``."""

    organisation: str
    dimensions: dict[str, str]
    value: int | None
    rounded_to: int | None
    first: int | None


@dataclass(frozen=True, slots=True)
class PublishedTables:
    """Cells of the newest publication of each organisation in a period."""

    period: Period
    cells: Sequence[PivotCell]
    measures: Sequence[str]
    """The measure of each cell."""

    @property
    def known_measures(self) -> list[str]:
        return sorted(set(self.measures))

    def sets_of(self, measure: str) -> list[Dimensions]:
        """The sets of dimensions by which the measure was published, the smallest first."""
        pairs = zip(self.measures, self.cells, strict=True)
        sets = {frozenset(cell.dimensions) for name, cell in pairs if name == measure}
        return sorted(sets, key=lambda each: (len(each), sorted(each)))

    def by(self, measure: str, dimensions: Collection[str]) -> list[PivotCell]:
        """The cells of a measure by exactly these dimensions. Raises ``FieldRefusedError`` for a
        set that was not published.
        """
        asked, known = frozenset(dimensions), self.sets_of(measure)
        if not known:
            measures = ", ".join(self.known_measures) or "niets"
            raise FieldRefusedError("measure", f"Voor {self.period} is gepubliceerd: {measures}.")
        if asked not in known:
            raise NotTogetherError(nearest(asked, known))
        found = [
            cell
            for name, cell in zip(self.measures, self.cells, strict=True)
            if name == measure and frozenset(cell.dimensions) == asked
        ]
        return sorted(found, key=lambda cell: (cell.organisation, sorted(cell.dimensions.items())))


async def published_tables(
    tx: Transaction, period: Period, *, organisation: str | None
) -> PublishedTables:
    """All that may be shown of a period; of one organisation only if one is given."""
    newest, _ = await store.newest(
        tx,
        organisation=organisation,
        year=period.year,
        half=period.half or 0,
        limit=MOST,
        offset=0,
    )
    cells = [(one, cell) for one in newest for cell in one.cells]
    return PublishedTables(
        period,
        [_cell(one, cell) for one, cell in cells],
        [cell["measure"] for _, cell in cells],
    )


def _cell(of: Aggregate, cell: dict[str, Any]) -> PivotCell:
    return PivotCell(
        of.organisation,
        cell["dimensions"],
        cell["value"],
        cell.get("rounded_to"),
        cell.get("first"),
    )
