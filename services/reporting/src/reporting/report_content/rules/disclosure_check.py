"""Disclosure check of a report: figures of people that would tell of somebody (handbook §4.8).

Indicators and registry protect their figures before they get here. This is the last look at what
stands side by side in a report, and beside what its readers have from earlier versions and from
reports of other periods: of those who serve the plan and of everybody, each by their own threshold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chassis.messages import lazy
from contracts.codes import CountKind
from reporting.report_content.rules.content import TOTAL, Cell, Cells, Report, Table
from reporting.report_content.rules.differences import differences
from reporting.report_content.rules.marks import Mark
from reporting.report_content.rules.overlaps import sized_beside, small_steps
from reporting.report_content.rules.readership import OF_PERSONS, PROTECTION, Readership
from reporting.report_content.rules.sums import Spot, sized_terms


@dataclass(frozen=True, slots=True)
class Hazard:
    """A place that tells too much. A ``grave`` one stops the report; others need a reason."""

    place: str
    reason: str
    grave: bool = True
    readership: Readership = Readership.INTERN


def hazards(
    report: Report, published: Report | None = None, others: Sequence[Report] = ()
) -> tuple[Hazard, ...]:
    """Small numbers, hidden ones beside their sum, and small steps since ``published``, the
    version before; then what a reader of ``others``, published before it, reckons with them.

    ``others`` are versions of any report that its readers have, the oldest first.
    """
    known = (*others, published) if published else others
    found = (
        *_undeclared(report),
        *_small(report),
        *_alone(report),
        *_sums(report),
        *_steps(report, published),
        *_overlaps(report, others, known),
    )
    return tuple(replace(each, readership=report.readership) for each in found)


def _undeclared(report: Report) -> Iterator[Hazard]:
    """Figures of which nobody said what they count cannot be looked at."""
    for table in report.tables:
        figures = [cell for row in table.rows for cell in row[table.keys :]]
        if not table.counts and any(isinstance(cell.value, int) for cell in figures):
            reason = lazy("zegt niet wat het telt: maak de cijfers opnieuw op")
            yield Hazard(table.caption, reason)


def _small(report: Report) -> list[Hazard]:
    """Nobody is no small number for who serves the plan; for everybody a zero is hidden too."""
    protection = PROTECTION[report.readership]
    least = 0 if report.readership is Readership.PUBLIEK else 1
    return [
        Hazard(
            _place(table, row, number),
            lazy("minder dan %(number)s mensen", number=protection.threshold),
        )
        for table in report.tables
        for nr, row in enumerate(table.rows)
        if table.counted(nr) in protection.small
        for number in range(table.keys, len(row))
        if _lies(row[number], least, protection.threshold)
    ]


def _alone(report: Report) -> list[Hazard]:
    """One hidden row of a split whose total is shown is the total minus the others.

    Unless the source told both: it saw them beside each other.
    """
    totals = {
        table.code: row
        for table in report.tables
        for row in table.rows
        if table.keys == 2 and table.name(row)[0] == TOTAL
    }
    found = []
    for table in report.tables:
        total = totals.get(table.code.rpartition(".")[0])
        if table.counts != (CountKind.PERSONEN,) or total is None:
            continue
        for number in range(table.keys, len(table.header)):
            hidden = [row for row in table.rows if row[number].mark is Mark.CONFIDENTIAL]
            shown = total[number + 1]
            if len(hidden) == 1 and isinstance(shown.value, int) and shown.terms != 1:
                place = _place(table, hidden[0], number)
                found.append(Hazard(place, lazy("alleen verborgen, en het totaal staat erbij")))
    return found


def _sums(report: Report) -> Iterator[Hazard]:
    tables = {table.code: table for table in report.tables}
    for each in sized_terms(report):
        said = _spot(tables[each.term.table], each.term)
        yield Hazard(said, lazy("is te klein, en de som die erbij staat verraadt het"))


def _spot(table: Table, spot: Spot) -> str:
    return _place(table, table.rows[spot.row], spot.column)


def _steps(report: Report, published: Report | None) -> list[Hazard]:
    if published is None:
        return []
    protection = PROTECTION[report.readership]
    counts = {
        (table.caption, table.name(row)): table.counted(nr)
        for table in report.tables
        for nr, row in enumerate(table.rows)
    }
    return [
        Hazard(
            f"{each.table}: {', '.join(each.row)}, {each.column}",
            lazy(
                "wijkt minder dan %(number)s mensen af van de vorige versie",
                number=protection.threshold,
            ),
            grave=False,
        )
        for each in differences(published, report)
        if counts.get((each.table, each.row)) in OF_PERSONS
        and each.before is not None
        and each.after is not None
        and isinstance(each.before.value, int)
        and isinstance(each.after.value, int)
        and 0 < abs(each.before.value - each.after.value) < protection.threshold
    ]


def _overlaps(
    report: Report, others: Sequence[Report], known: Sequence[Report]
) -> Iterator[Hazard]:
    threshold = PROTECTION[report.readership].threshold
    for each in sized_beside(report, known):
        place = f"{each.caption}: {', '.join(each.place[1])}"
        if each.group is None:
            reason = lazy("spreekt een rapport tegen dat al gepubliceerd is")
            yield Hazard(place, reason, grave=False)
        else:
            reason = lazy(
                "verraadt een groep van minder dan %(number)s mensen, naast andere rapporten",
                number=threshold,
            )
            yield Hazard(f"{place} ({each.group})", reason)
    for told in small_steps(report, others):
        yield Hazard(
            f"{told.caption}: {', '.join(told.place[1])}, {told.period.label}",
            lazy("wijkt minder dan %(number)s mensen af van een ander rapport", number=threshold),
            grave=False,
        )


def _lies(cell: Cell, least: int, threshold: int) -> bool:
    return isinstance(cell.value, int) and least <= cell.value < threshold


def _place(table: Table, row: Cells, number: int) -> str:
    return f"{table.caption}: {', '.join(table.name(row))}, {table.header[number]}"
