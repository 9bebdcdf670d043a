"""The net change of every cell of a year, rounded at random in one draw per measure.

All lines and grids add up: what is told of one cell cannot be told closer by the others. The draw
follows from the net change and the organisation's secret of that year.
"""

from collections.abc import Iterator, Mapping

from disclosure import round_additive
from registry.counts.rules import cells
from registry.counts.rules.aggregation import Count, Counts
from registry.counts.rules.cells import Grid, Key
from registry.disclosure.rules.acts import name_of_act, name_of_attendance
from registry.minimum_format.rules import codes
from registry.minimum_format.rules.records import Period

NOBODY = Count()
Sum = tuple[Key, tuple[Key, ...]]


def net_change(old: Counts, new: Counts) -> dict[Key, int]:
    """Count of each cell in the new register, less that in the old one."""
    return {key: new.get(key, NOBODY).value - old.get(key, NOBODY).value for key in {**old, **new}}


def rounded_change(
    organisation: str, year: int, net: Mapping[Key, int], bases: Mapping[str, int], secret: bytes
) -> dict[Key, int]:
    """The cells of the measures in ``bases``, to a multiple of each measure's base."""
    sums: dict[str, list[Sum]] = {measure: [] for measure in bases}
    for whole, parts in _sums(organisation, Period(year).months):
        if (measure := measure_of(whole)) in sums:
            sums[measure].append((whole, parts))
    rounded: dict[Key, int] = {}
    for measure, base in bases.items():
        values = {key: change for key, change in net.items() if measure_of(key) == measure}
        for whole, parts in sums[measure]:
            values.update({key: net.get(key, 0) for key in (whole, *parts)})
        name = f"{organisation} {year} {measure} change"
        rounded |= round_additive(values, sums[measure], base, secret, name)
    return rounded


def measure_of(key: Key) -> str:
    """Acts and attendance of each type are a measure of their own."""
    named = {cells.ACTIVITEITEN: name_of_act, cells.BEREIK: name_of_attendance}.get(key.measure)
    return named(dict(key.dimensions)[cells.TYPE]) if named else key.measure


def _sums(organisation: str, months: tuple[str, ...]) -> Iterator[Sum]:
    for line in cells.LINES:
        yield line.total, tuple(map(line.key, cells.categories(line, months)))
    for grid in cells.grids(organisation):
        yield from _sums_of(grid, months)
    for act in codes.HANDELINGEN:
        by_month = cells.months_of(act)
        yield by_month.total, tuple(map(by_month.key, months))
        if act in codes.PARTNER_VAN_TYPE:
            partners = cells.partners_of(act)
            yield partners.total, tuple(map(partners.key, cells.categories(partners, months)))


def _sums_of(grid: Grid, months: tuple[str, ...]) -> Iterator[Sum]:
    """Rows only where a column that is left out is the rest: of three dimensions crossed, the
    multiples might not add up."""
    rows, columns = cells.categories(grid.rows, months), cells.categories(grid.columns, months)
    if grid.shown is None or grid.columns.dimension == cells.BIJ:
        for row in rows:
            yield grid.rows.key(row), tuple(grid.key(row, column) for column in columns)
    if grid.columns.dimension != cells.BIJ:
        for column in grid.shown or columns:
            whole = grid.columns.key(column)
            if grid.columns.dimension == cells.CONSULTATIE:
                whole = cells.CONTACTEN_AARD.key("consultatie").where(cells.PLAATS, column)
            yield whole, tuple(grid.key(row, column) for row in rows)
