"""The keys of an organisation's cells: those that are published, and those of the same tables."""

from collections.abc import Iterator
from itertools import product

from registry.deliveries.rules import codes
from registry.deliveries.rules.records import Period
from registry.integration.rules import cells
from registry.integration.rules.aggregation import Count, Counts
from registry.integration.rules.cells import Key, Line


def codes_of(line: Line) -> tuple[str, ...]:
    return cells.categories(line, ())


def known(organisation: str, counts: Counts, period: Period) -> Iterator[Key]:
    """The keys that are published, and those of the same tables that are not: who has the other
    columns of a grid can size a cell of a column that is left out."""
    seen = dict.fromkeys(published(organisation, counts, period))
    for grid in cells.grids(organisation):
        rows = cells.categories(grid.rows, period.months)
        pairs = product(rows, cells.categories(grid.columns, ()))
        seen.update(dict.fromkeys(grid.key(row, column) for row, column in pairs))
    yield from seen


def published(organisation: str, counts: Counts, period: Period) -> Iterator[Key]:
    """The keys of all cells that are published, hidden or not, each once."""
    seen = dict.fromkeys(line.total for line in cells.LINES)
    for line in cells.LINES:
        seen.update(dict.fromkeys(map(line.key, cells.categories(line, period.months))))
    for grid in cells.grids(organisation):
        columns = grid.shown or cells.categories(grid.columns, ())
        pairs = product(cells.categories(grid.rows, period.months), columns)
        seen.update(dict.fromkeys(grid.key(row, column) for row, column in pairs))
    for act in codes.HANDELINGEN:
        line = cells.months_of(act)
        seen[line.total] = None
        if counts.get(line.total, Count()).value:
            seen.update(dict.fromkeys(map(line.key, period.months)))
        if act in codes.PARTNER_VAN_TYPE:
            partners = cells.partners_of(act)
            seen.update(dict.fromkeys(map(partners.key, cells.categories(partners, ()))))
    personal = {key.measure for key in seen} - {cells.ACTIVITEITEN}
    seen.update(dict.fromkeys(key for key in counts if key.measure not in personal))
    yield from seen
