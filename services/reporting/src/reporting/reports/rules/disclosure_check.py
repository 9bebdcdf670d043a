"""Disclosure check of a report: figures of people that would tell of somebody (handbook §4.8).

Indicators and registry protect their figures before they get here. This is the last look at what
stands side by side in a report, and beside what its readers have from an earlier version.
"""

from dataclasses import dataclass

from chassis.messages import lazy
from reporting.reports.rules.builders import PERSONS, TOTAL
from reporting.reports.rules.content import Cell, Cells, Report, Table
from reporting.reports.rules.differences import differences
from reporting.reports.rules.marks import Mark

THRESHOLD = 5
"""Persons; fewer are not shown (handbook §4.8)."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """A place that tells too much. A ``grave`` one stops the report; others need a reason."""

    place: str
    reason: str
    grave: bool = True


def hazards(report: Report, published: Report | None = None) -> tuple[Hazard, ...]:
    """Small numbers, one hidden number beside its total, and small steps since ``published``."""
    return (*_small(report), *_alone(report), *_steps(report, published))


def _small(report: Report) -> list[Hazard]:
    return [
        Hazard(_place(table, row, number), lazy("minder dan vijf mensen"))
        for table in report.tables
        for row in table.rows
        if _of_persons(table, row)
        for number in range(table.keys, len(row))
        if _is_small(row[number])
    ]


def _alone(report: Report) -> list[Hazard]:
    """One hidden row of a split whose total is shown is the total minus the others."""
    totals = {
        table.code: row
        for table in report.tables
        for row in table.rows
        if table.keys == 2 and table.name(row)[0] == TOTAL
    }
    found = []
    for table in report.tables:
        total = totals.get(table.code.rpartition(".")[0])
        if not table.persons or total is None:
            continue
        for number in range(table.keys, len(table.header)):
            hidden = [row for row in table.rows if row[number].mark is Mark.CONFIDENTIAL]
            if len(hidden) == 1 and isinstance(total[number + 1].value, int):
                place = _place(table, hidden[0], number)
                found.append(Hazard(place, lazy("alleen verborgen, en het totaal staat erbij")))
    return found


def _steps(report: Report, published: Report | None) -> list[Hazard]:
    if published is None:
        return []
    tables = {table.caption: table for table in (*published.tables, *report.tables)}
    return [
        Hazard(
            f"{each.table}: {', '.join(each.row)}, {each.column}",
            lazy("wijkt minder dan vijf mensen af van de vorige versie"),
            grave=False,
        )
        for each in differences(published, report)
        if _counts_persons(tables[each.table], each.row)
        and each.before is not None
        and each.after is not None
        and isinstance(each.before.value, int)
        and isinstance(each.after.value, int)
        and 0 < abs(each.before.value - each.after.value) < THRESHOLD
    ]


def _of_persons(table: Table, row: Cells) -> bool:
    return _counts_persons(table, table.name(row))


def _counts_persons(table: Table, name: tuple[str, ...]) -> bool:
    return table.persons or (table.keys == 2 and name[-1] in PERSONS)


def _is_small(cell: Cell) -> bool:
    return isinstance(cell.value, int) and 0 < cell.value < THRESHOLD


def _place(table: Table, row: Cells, number: int) -> str:
    return f"{table.caption}: {', '.join(table.name(row))}, {table.header[number]}"
