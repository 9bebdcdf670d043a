"""Differences between two versions of a report: exactly the figures that are another one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reporting.report_content.rules.content import REGISTRY, Cell, Cells, Report, Section, Table
from reporting.report_content.rules.marks import Mark
from reporting.report_content.rules.readership import OF_PERSONS

Place = tuple[str, tuple[str, ...], str]
"""Code of a table, name of a row, and header of a column."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that changed; ``before`` or ``after`` is None where the place is not there."""

    section: str
    table: str
    row: tuple[str, ...]
    column: str
    before: Cell | None
    after: Cell | None


def differences(before: Report, after: Report) -> tuple[Difference, ...]:
    """In the order of the later version, and then what is gone. A mark ``[r]`` is no difference."""
    earlier, later = dict(_cells(before)), dict(_cells(after))
    titles = {table.code: (section, table) for section, table in _tables(before, after)}
    places = [*later, *(place for place in earlier if place not in later)]
    return tuple(
        Difference(
            titles[place[0]][0].title,
            titles[place[0]][1].caption,
            place[1],
            place[2],
            earlier.get(place),
            later.get(place),
        )
        for place in places
        if earlier.get(place) != later.get(place)
    )


def revise(report: Report, before: Report) -> Report:
    """The report with ``[r]`` at each figure that is another one than before.

    A figure of care that is about persons stands as it was told: it is another one only where the
    registry told it again.
    """
    earlier = dict(_cells(before))

    def cell(table: Table, nr: int, row: Cells, number: int) -> Cell:
        shown = row[number]
        changed = earlier.get((table.code, table.name(row), table.header[number])) != _plain(shown)
        of_care = table.source == REGISTRY and table.counted(nr) in OF_PERSONS
        stands = of_care and shown.first is None
        if number < table.keys or not changed or stands:
            return shown
        if shown.value is None or shown.mark is not None:
            return shown
        return replace(shown, mark=Mark.REVISED)

    return replace(
        report,
        sections=tuple(
            replace(
                section,
                tables=tuple(
                    replace(
                        table,
                        rows=tuple(
                            tuple(cell(table, nr, row, number) for number in range(len(row)))
                            for nr, row in enumerate(table.rows)
                        ),
                    )
                    for table in section.tables
                ),
            )
            for section in report.sections
        ),
    )


def _tables(*reports: Report) -> Iterator[tuple[Section, Table]]:
    for report in reports:
        for section in report.sections:
            for table in section.tables:
                yield section, table


def _cells(report: Report) -> Iterator[tuple[Place, Cell]]:
    for table in report.tables:
        for row in table.rows:
            for number in range(table.keys, len(row)):
                yield (table.code, table.name(row), table.header[number]), _plain(row[number])


def _plain(cell: Cell) -> Cell:
    """As readers see it, but for the mark that says that it was revised."""
    mark = None if cell.mark is Mark.REVISED else cell.mark
    return replace(cell, mark=mark, terms=0, least=None)
