"""The report for everybody, as a function of the one for who serves the plan.

Of persons, of what was done for or with them and of official acts: figures from ten on, to the
nearest five (handbook §4.8); what was rounded wider stays, what is hidden stays hidden. Who reads
both learns nothing more. A sum stands only where each of its terms may, and where it does not tell
a hidden one: so it is a function of told figures too. Words of the system say what they have for
everybody; columns that are only for who serves the plan are not there.
"""

from collections.abc import Iterable, Set
from dataclasses import replace

from reporting.figures.rules.remarks import for_all
from reporting.report_content.rules.content import CONFIDENTIAL, Cell, Report, Section, Table
from reporting.report_content.rules.overlaps import sized_beside
from reporting.report_content.rules.readership import PROTECTION, Readership
from reporting.report_content.rules.sums import Spot, sized_terms

BASE = 5
NEAREST = 2
"""By so much the nearest multiple of five may be off."""
PROTECTED = PROTECTION[Readership.PUBLIEK]


def for_public(report: Report) -> Report:
    """The same report always gives the same bytes."""
    said = replace(report, sections=tuple(_said(section) for section in report.sections))
    public = replace(
        _with_tables(said, (_public(table) for table in report.tables)),
        readership=Readership.PUBLIEK,
    )
    while telling := _telling(public):
        public = _with_tables(public, (_hiding(table, telling) for table in public.tables))
    return public


def _said(section: Section) -> Section:
    return replace(section, paragraphs=_for_all(section.paragraphs))


def _for_all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(for_all, texts)))


def _public(table: Table) -> Table:
    outside = [number for number in range(len(table.header)) if number not in table.inside]
    return replace(
        table,
        header=tuple(table.header[number] for number in outside),
        rows=tuple(
            tuple(
                _cell(row[number]) if protected and number >= table.keys else row[number]
                for number in outside
            )
            for nr, row in enumerate(table.rows)
            for protected in [table.counted(nr) in PROTECTED.small]
        ),
        notes=_for_all(table.notes),
        inside=(),
    )


def _cell(cell: Cell) -> Cell:
    if not isinstance(cell.value, int):
        return cell
    least = cell.value if cell.least is None else cell.least
    if min(cell.value, least) < PROTECTED.threshold:
        return CONFIDENTIAL
    if _is_told_rounded(cell):
        return replace(cell, least=None)
    margin, first = cell.margin + NEAREST, _first(cell)
    return replace(cell, value=_nearest(cell.value), margin=margin, first=first, least=None)


def _is_told_rounded(cell: Cell) -> bool:
    """Whether its source rounded it so, and not by chance: what was told again and what adds up an
    exact figure ends as that one does, which nobody reads here."""
    is_exact = cell.margin < BASE - 1 or int(cell.value or 0) % BASE != 0
    return cell.first is None and cell.terms <= 1 and not is_exact


def _first(cell: Cell) -> int | None:
    """What was told first, where it was ten or more: else it stood hidden for everybody."""
    if cell.first is None or cell.first < PROTECTED.threshold:
        return None
    return _nearest(cell.first)


def _nearest(value: int) -> int:
    return BASE * round(value / BASE)


def _telling(report: Report) -> Set[Spot]:
    """Sums that tell a hidden figure, or beside each other a group of few."""
    places = {each.place for each in sized_beside(report, ())}
    found = {each.total for each in sized_terms(report)}
    for table in report.tables:
        for nr, row in enumerate(table.rows):
            if (table.code, table.name(row)) in places:
                found |= {
                    Spot(table.code, nr, number)
                    for number in range(table.keys, len(row))
                    if isinstance(row[number].value, int) and row[number].terms != 1
                }
    return found


def _hiding(table: Table, telling: Set[Spot]) -> Table:
    return replace(
        table,
        rows=tuple(
            tuple(
                CONFIDENTIAL if Spot(table.code, nr, number) in telling else cell
                for number, cell in enumerate(row)
            )
            for nr, row in enumerate(table.rows)
        ),
    )


def _with_tables(report: Report, tables: Iterable[Table]) -> Report:
    by_code = {table.code: table for table in tables}
    return replace(
        report,
        sections=tuple(_section(section, by_code) for section in report.sections),
    )


def _section(section: Section, tables: dict[str, Table]) -> Section:
    return replace(section, tables=tuple(tables[table.code] for table in section.tables))
