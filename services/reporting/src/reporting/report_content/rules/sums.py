"""Sums in a report beside the figures that they add up: does one tell a figure that is hidden?

A sum that its source told was protected there. One that was reckoned here is attacked: it, and the
figures beside it that are shown, bound those that are hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure import ContradictionError, Group, Row, System, sized_groups
from reporting.report_content.rules.content import TOTAL, Cell, Report, Table
from reporting.report_content.rules.marks import Mark
from reporting.report_content.rules.readership import OF_PERSONS, PROTECTION

UNBOUNDED = float("inf")


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a table, by the places of its row and column."""

    table: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum and its terms."""

    total: Spot
    terms: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class SizedTerm:
    """A hidden figure that a sum beside it tells too closely."""

    term: Spot
    total: Spot


def sized_terms(report: Report) -> list[SizedTerm]:
    """By the threshold of the report's own readers."""
    threshold = PROTECTION[report.readership].threshold
    return [
        SizedTerm(term, each.total)
        for table in report.tables
        for each in _reckoned(table)
        for term in _sized(each, table, threshold)
    ]


def _reckoned(table: Table) -> Iterator[Sum]:
    """The row and the column that add up others of the same table."""
    figures = range(table.keys, len(table.header))
    for row, number in ((nr, column) for nr in range(len(table.rows)) for column in figures):
        if not _is_sum(table, row, number):
            continue
        total = Spot(table.code, row, number)
        if table.header[number] == TOTAL:
            yield Sum(total, tuple(Spot(table.code, row, n) for n in figures if n != number))
        elif table.adds and table.name(table.rows[row])[0] == TOTAL:
            yield Sum(total, tuple(Spot(table.code, nr, number) for nr in table.adds))


def _is_sum(table: Table, row: int, number: int) -> bool:
    cell = table.rows[row][number]
    return isinstance(cell.value, int) and cell.terms != 1 and table.counted(row) in OF_PERSONS


def _sized(each: Sum, table: Table, threshold: int) -> list[Spot]:
    cells = {spot: _cell(spot, table) for spot in each.terms}
    hidden = [spot for spot, cell in cells.items() if cell.mark is Mark.CONFIDENTIAL]
    total = _cell(each.total, table)
    if not hidden or not isinstance(total.value, int):
        return []
    system = System(truth=[])
    unknown = {spot: system.unknown() for spot in cells}
    for spot, cell in cells.items():
        low, high = _bounds(cell)
        system.rows.append(Row(unknown[spot], (), low, high))
    every = tuple(one for members in unknown.values() for one in members)
    system.rows.append(Row(every, (), total.value - total.margin, total.value + total.margin))
    system.groups = [
        Group(str(number), unknown[spot], threshold - 1, threshold)
        for number, spot in enumerate(hidden)
    ]
    try:
        sized = sized_groups(system)
    except ContradictionError:  # a sum of other things than stand beside it tells nothing of them
        return []
    return [hidden[int(group.name)] for group in sized]


def _bounds(cell: Cell) -> tuple[float, float]:
    if isinstance(cell.value, int):
        return max(0, cell.value - cell.margin), cell.value + cell.margin
    return 0, UNBOUNDED if cell.mark is Mark.CONFIDENTIAL else 0  # an absent one is left out


def _cell(spot: Spot, table: Table) -> Cell:
    return table.rows[spot.row][spot.column]
