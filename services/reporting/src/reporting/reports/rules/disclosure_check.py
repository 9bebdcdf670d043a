"""Disclosure check of a report: figures of people that would tell of somebody (handbook §4.8).

Indicators and registry protect their figures before they get here. This is the last look at what
stands side by side in a report, and beside what its readers have from earlier versions and from
reports of other periods.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chassis.messages import lazy
from reporting.reports.rules.builders import TOTAL
from reporting.reports.rules.content import Cell, Cells, Report, Table
from reporting.reports.rules.differences import differences
from reporting.reports.rules.marks import Mark
from reporting.reports.rules.overlaps import (
    THRESHOLD,
    counts_persons,
    sized_beside,
    small_steps,
)


@dataclass(frozen=True, slots=True)
class Hazard:
    """A place that tells too much. A ``grave`` one stops the report; others need a reason."""

    place: str
    reason: str
    grave: bool = True


def hazards(
    report: Report, published: Report | None = None, others: Sequence[Report] = ()
) -> tuple[Hazard, ...]:
    """Small numbers, one hidden number beside its total, and small steps since ``published``, the
    version before; then what a reader of ``others``, published before it, reckons with them.

    ``others`` are versions of any report, the oldest first.
    """
    known = (*others, published) if published else others
    return (
        *_small(report),
        *_alone(report),
        *_steps(report, published),
        *_overlaps(report, others, known),
    )


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
        if counts_persons(tables[each.table], each.row)
        and each.before is not None
        and each.after is not None
        and isinstance(each.before.value, int)
        and isinstance(each.after.value, int)
        and 0 < abs(each.before.value - each.after.value) < THRESHOLD
    ]


def _overlaps(
    report: Report, others: Sequence[Report], known: Sequence[Report]
) -> Iterator[Hazard]:
    for each in sized_beside(report, known):
        place = f"{each.caption}: {', '.join(each.place[1])}"
        if each.group is None:
            reason = lazy("spreekt een rapport tegen dat al gepubliceerd is")
            yield Hazard(place, reason, grave=False)
        else:
            reason = lazy("verraadt een groep van minder dan vijf mensen, naast andere rapporten")
            yield Hazard(f"{place} ({each.group})", reason)
    for told in small_steps(report, others):
        yield Hazard(
            f"{told.caption}: {', '.join(told.place[1])}, {told.period.label}",
            lazy("wijkt minder dan vijf mensen af van een ander rapport"),
            grave=False,
        )


def _of_persons(table: Table, row: Cells) -> bool:
    return counts_persons(table, table.name(row))


def _is_small(cell: Cell) -> bool:
    return isinstance(cell.value, int) and 0 < cell.value < THRESHOLD


def _place(table: Table, row: Cells, number: int) -> str:
    return f"{table.caption}: {', '.join(table.name(row))}, {table.header[number]}"
