"""Validate a delivery. Every error names table, row, column and reason, in Dutch.

An error forbids to hand in; a question is for a person to look at. Reasons never repeat what a
cell holds, since somebody may have written a name there; a suggestion repeats only what can be no
name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from chassis.messages import lazy
from registry.minimum_format.rules.columns import (
    CLIENT_CODE,
    COLUMNS,
    NO_LONGER_ASKED,
    Agreements,
    Column,
    TableName,
    closed_columns,
    header,
)
from registry.minimum_format.rules.records import Activity, Client, Contact, Period, Rows
from registry.validation.rules import combinations
from registry.validation.rules.findings import OF_HEADER, ErrorKind, Finding, Question
from registry.validation.rules.groups import ErrorGroup, grouped
from registry.validation.rules.row_reader import RowReader

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """A table as it was read: texts, and rows with their number in the file (header included).

    ``header_row`` is where the header stands: below a title, further down. ``places`` are the
    columns of the header in the file, counted from 1, and ``name`` that of its sheet, if any.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    header_row: int = 1
    places: tuple[int, ...] = field(default=(), compare=False)
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``rows`` only without errors. Errors are all there are, in the order of the tables and rows;
    ``groups`` are the same by kind."""

    rows: Rows | None
    errors: tuple[Finding, ...]
    questions: tuple[Question, ...]
    groups: tuple[ErrorGroup, ...] = ()


@dataclass(slots=True)
class _TableContent:
    """The rows of one table that could be read, by row number, with the values that are right."""

    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)


def validate(
    sheets: Mapping[TableName, Sheet],
    period: Period,
    agreements: Agreements,
    previous: Mapping[str, int] | None = None,
) -> Verdict:
    """Judge one delivery. ``previous`` holds totals of the period a year before, by name."""
    parsed = {table: _parse(table, sheets[table], period, agreements) for table in TableName}
    clients, contacts, activities = (parsed[table].rows for table in TableName)
    errors = [finding for table in parsed.values() for finding in table.errors]
    complete = not any(_structural(table.errors) for table in parsed.values())
    if complete:
        errors += combinations.clients(clients, agreements)
        errors += combinations.contacts(contacts, _written_codes(sheets[TableName.CLIENTEN]))
        errors += combinations.activities(activities)
    errors.sort(key=lambda error: ([*TableName].index(error.table), error.row, error.column or ""))
    if errors:
        return Verdict(None, tuple(errors), (), grouped(errors))
    rows = Rows(
        tuple(_records(Client, clients)),
        tuple(_records(Contact, contacts)),
        tuple(_records(Activity, activities)),
    )
    questions = (*_unread(sheets), *combinations.questions(rows, previous or {}))
    return Verdict(rows, (), questions)


def _unread(sheets: Mapping[TableName, Sheet]) -> Iterator[Question]:
    """Columns of before: nobody reads them, and who filled them in should know."""
    for table, sheet in sheets.items():
        names = [name for name in map(header, sheet.header) if name in NO_LONGER_ASKED[table]]
        if names:
            text = lazy(
                "We vragen niet meer naar %(columns)s. Dat is niet gelezen en niet bewaard.",
                columns=", ".join(names),
            )
            yield Question(table, text)


Record = TypeVar("Record", Client, Contact, Activity)


def _records(kind: Callable[..., Record], rows: Iterable[tuple[int, Any]]) -> Iterator[Record]:
    for _, values in rows:
        yield kind(**values)


def _structural(errors: Sequence[Finding]) -> bool:
    """Is the header itself wrong? Then what rows miss says nothing."""
    return any(finding.kind in OF_HEADER for finding in errors)


def _written_codes(sheet: Sheet) -> frozenset[str]:
    """Client codes of all rows, right or wrong: an error there should not become a hundred here."""
    place = next(nr for nr, name in enumerate(sheet.header) if header(name) == CLIENT_CODE)
    return frozenset(cells[place].strip() for _, cells in sheet.rows if place < len(cells))


def _parse(table: TableName, sheet: Sheet, period: Period, agreements: Agreements) -> _TableContent:
    parsed = _TableContent()
    columns = _columns(table, sheet, agreements, parsed.errors)
    if parsed.errors:
        return parsed
    width = len(sheet.header)
    row = RowReader(table, period, parsed.errors)
    for number, cells in sheet.rows:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[width:]):
            reason = lazy("Deze rij heeft meer kolommen dan de kopregel.")
            parsed.errors.append(Finding(table, number, None, reason, ErrorKind.TOO_WIDE))
            continue
        row.begin(number)
        padded = [*cells, *[""] * (width - len(cells))]
        texts = {column.name: padded[place].strip() for place, column in columns.items()}
        values = {
            column.name: value
            for column in columns.values()
            if (value := row.read(column, texts[column.name])) is not None
        }
        if not row.wrong:
            parsed.rows.append((number, values))
    return parsed


def shown_name(sheet: Sheet, place: int) -> str:
    """The name of a column as an error repeats it; without one its place in the file."""
    number = sheet.places[place] if sheet.places else place + 1
    return sheet.header[place].strip()[:LONGEST_NAME] or f"kolom {number}"


def _columns(
    table: TableName, sheet: Sheet, agreements: Agreements, errors: list[Finding]
) -> dict[int, Column]:
    """The columns by their place; what is wrong with the header goes to ``errors`` as its row."""
    known = {column.name: column for column in COLUMNS[table]}
    closed = closed_columns(agreements)
    by_place: dict[int, Column] = {}
    for place, written in enumerate(sheet.header):
        name = header(written)
        shown = shown_name(sheet, place)
        column = known.get(name)
        if name in NO_LONGER_ASKED[table]:
            continue
        if column is None:
            kind = ErrorKind.UNKNOWN_COLUMN
            reason = lazy("Deze kolom hoort niet in het formaat. Haal ze weg.")
        elif name in closed:
            kind = ErrorKind.CLOSED_COLUMN
            reason = lazy("Deze kolom mag je alleen na afspraak gebruiken. Haal ze weg.")
        elif column in by_place.values():
            kind = ErrorKind.DOUBLE_COLUMN
            reason = lazy("Deze kolom staat er twee keer.")
        else:
            by_place[place] = column
            continue
        errors.append(Finding(table, sheet.header_row, shown, reason, kind))
    for column in known.values():
        if column.required and column not in by_place.values():
            reason, kind = lazy("Deze kolom ontbreekt."), ErrorKind.MISSING_COLUMN
            errors.append(Finding(table, sheet.header_row, column.name, reason, kind))
    return by_place
