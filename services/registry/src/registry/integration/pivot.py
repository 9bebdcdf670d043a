"""Pivot of a year: published figures by the dimensions that were published together, no others.

A free cross-table over rows would show groups that nobody protected.
"""

from collections.abc import Collection
from dataclasses import dataclass

from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from registry.deliveries.rules.records import Period
from registry.integration import store

MOST = 100
"""Organisations in one table, far more than there are."""


@dataclass(frozen=True, slots=True)
class PivotCell:
    """``value`` is empty where it is hidden; see ``AggregateView``."""

    organisation: str
    dimensions: dict[str, str]
    value: int | None
    rounded_to: int | None


async def pivot(
    tx: Transaction,
    period: Period,
    measure: str,
    dimensions: Collection[str],
    *,
    organisation: str | None,
) -> list[PivotCell]:
    """The cells of a measure by exactly these dimensions, of the newest publication of each
    organisation. Raises ``FieldRefusedError`` for a set that was not published, and names those
    that were.
    """
    newest, _ = await store.newest(
        tx,
        organisation=organisation,
        year=period.year,
        half=period.half or 0,
        limit=MOST,
        offset=0,
    )
    asked = frozenset(dimensions)
    cells = [(one.organisation, cell) for one in newest for cell in one.cells]
    known = {frozenset(cell["dimensions"]) for _, cell in cells if cell["measure"] == measure}
    if not known:
        measures = ", ".join(sorted({cell["measure"] for _, cell in cells})) or "niets"
        raise FieldRefusedError("measure", f"Voor {period} is gepubliceerd: {measures}.")
    if asked not in known:
        sets = "; ".join(sorted(" x ".join(sorted(each)) or "het totaal" for each in known))
        raise FieldRefusedError("dimension", f"Alleen deze zijn samen gepubliceerd: {sets}.")
    found = [
        PivotCell(name, cell["dimensions"], cell["value"], cell.get("rounded_to"))
        for name, cell in cells
        if cell["measure"] == measure and frozenset(cell["dimensions"]) == asked
    ]
    return sorted(found, key=lambda cell: (cell.organisation, sorted(cell.dimensions.items())))
