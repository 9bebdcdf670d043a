"""The keys of an organisation's cells: those that are told, and those of the same tables.

Which cells there are follows from the organisation and from the kind of period (a half or a year),
never from what was counted: a cell that cannot be shown is hidden, and none is left out.
"""

from collections.abc import Iterator
from itertools import product

from contracts.codes import CountKind
from registry.counts.rules import cells
from registry.counts.rules.aggregation import Counts
from registry.counts.rules.cells import Key, Line
from registry.counts.rules.counted import counted
from registry.disclosure.rules.publication import PERSON_MEASURES
from registry.minimum_format.rules import codes
from registry.minimum_format.rules.records import Period


def codes_of(line: Line) -> tuple[str, ...]:
    return cells.categories(line, ())


def known(organisation: str, period: Period) -> Iterator[Key]:
    """The keys about persons that are told, and those of the same tables that are not: who has the
    other columns of a grid can size a cell of a column that is left out."""
    seen = dict.fromkeys(personal(organisation, period))
    for grid in cells.grids(organisation):
        rows = cells.categories(grid.rows, period.months)
        pairs = product(rows, cells.categories(grid.columns, ()))
        seen.update(dict.fromkeys(grid.key(row, column) for row, column in pairs))
    yield from seen


def personal(organisation: str, period: Period) -> Iterator[Key]:
    """The keys of all cells about persons and what was done for them, each once.

    Of persons in a half no grids, and not who is new: that is told per year.
    """
    seen = dict.fromkeys(line.total for line in cells.LINES)
    for line in cells.LINES:
        if period.half is None or line.dimension != cells.EERSTE_CONTACT:
            seen.update(dict.fromkeys(map(line.key, cells.categories(line, period.months))))
    for grid in cells.grids(organisation):
        if period.half is None or grid.rows.total.measure not in PERSON_MEASURES:
            columns = grid.shown or cells.categories(grid.columns, ())
            pairs = product(cells.categories(grid.rows, period.months), columns)
            seen.update(dict.fromkeys(grid.key(row, column) for row, column in pairs))
    for act in codes.HANDELINGEN:
        for line in lines_of(act):
            seen[line.total] = None
            seen.update(dict.fromkeys(map(line.key, cells.categories(line, period.months))))
    seen.update(dict.fromkeys(map(cells.attendance, codes.MOMENTEN)))
    yield from seen


def lines_of(act: str) -> tuple[Line, ...]:
    """The lines of one type of act: its months, and with whom where that is asked."""
    partners = (cells.partners_of(act),) if act in codes.PARTNER_VAN_TYPE else ()
    return cells.months_of(act), *partners


def nobodys(counts: Counts) -> Iterator[Key]:
    """The keys that count nobody: moments, contacts with partners, visits of websites."""
    yield from (key for key in counts if counted(key) is CountKind.ZAKEN)
