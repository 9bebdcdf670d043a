"""Validate a delivery. Every error names table, row, column and reason, in Dutch.

An error forbids to hand in; a question is for a person to look at. Reasons never repeat what a
cell holds, since somebody may have written a name there.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from registry.deliveries.rules import codes
from registry.deliveries.rules.minimum_format import (
    CLIENT_CODE,
    COLUMNS,
    MOST_CODES,
    Agreements,
    Column,
    Kind,
    TableName,
    closed_columns,
    header,
)
from registry.deliveries.rules.records import Activity, Client, Contact, Period, Rows
from registry.validation.rules import combinations
from registry.validation.rules.findings import Finding, Question

MOST_NUMBER = 1_000_000
LONGEST_NAME = 40
PSEUDONYM = re.compile(r"[A-Za-z0-9_-]{1,40}")
WHOLE = re.compile(r"[0-9]{1,9}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """A table as it was read: texts, and rows with their number in the file (header included)."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``rows`` only without errors. Errors are in the order of the tables and rows."""

    rows: Rows | None
    errors: tuple[Finding, ...]
    questions: tuple[Question, ...]


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
        return Verdict(None, tuple(errors), ())
    rows = Rows(
        tuple(_records(Client, clients)),
        tuple(_records(Contact, contacts)),
        tuple(_records(Activity, activities)),
    )
    return Verdict(rows, (), tuple(combinations.questions(rows, previous or {})))


Record = TypeVar("Record", Client, Contact, Activity)


def _records(kind: Callable[..., Record], rows: Iterable[tuple[int, Any]]) -> Iterator[Record]:
    for _, values in rows:
        yield kind(**values)


def _structural(errors: Sequence[Finding]) -> bool:
    """Is the header itself wrong? Then what rows miss says nothing."""
    return any(finding.row <= 1 for finding in errors)


def _written_codes(sheet: Sheet) -> frozenset[str]:
    """Client codes of all rows, right or wrong: an error there should not become a hundred here."""
    place = next(nr for nr, name in enumerate(sheet.header) if header(name) == CLIENT_CODE)
    return frozenset(cells[place].strip() for _, cells in sheet.rows if place < len(cells))


def _parse(table: TableName, sheet: Sheet, period: Period, agreements: Agreements) -> _TableContent:
    parsed = _TableContent()
    columns = _columns(table, sheet.header, agreements, parsed.errors)
    if parsed.errors:
        return parsed
    width = len(sheet.header)
    for number, cells in sheet.rows:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[width:]):
            reason = "Deze rij heeft meer kolommen dan de kopregel."
            parsed.errors.append(Finding(table, number, None, reason))
            continue
        row = _RowReader(table, number, period, parsed.errors)
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


def _columns(
    table: TableName, names: Sequence[str], agreements: Agreements, errors: list[Finding]
) -> dict[int, Column]:
    """The columns by their place; what is wrong with the header goes to ``errors`` as row 1."""
    known = {column.name: column for column in COLUMNS[table]}
    closed = closed_columns(agreements)
    by_place: dict[int, Column] = {}
    for place, written in enumerate(names):
        name = header(written)
        shown = written.strip()[:LONGEST_NAME] or f"kolom {place + 1}"
        column = known.get(name)
        if column is None:
            reason = "Deze kolom hoort niet in het formaat. Haal ze weg."
        elif name in closed:
            reason = "Deze kolom mag je alleen na afspraak gebruiken. Haal ze weg."
        elif column in by_place.values():
            reason = "Deze kolom staat er twee keer."
        else:
            by_place[place] = column
            continue
        errors.append(Finding(table, 1, shown, reason))
    for column in known.values():
        if column.required and column not in by_place.values():
            errors.append(Finding(table, 1, column.name, "Deze kolom ontbreekt."))
    return by_place


class _RowReader:
    """Reads the cells of one row and remembers whether one was wrong."""

    def __init__(
        self, table: TableName, number: int, period: Period, errors: list[Finding]
    ) -> None:
        self._table = table
        self._number = number
        self._months = frozenset(period.months)
        self._errors = errors
        self.wrong = False

    def read(self, column: Column, text: str) -> Any:
        """The value of a cell; nothing where it is empty or wrong."""
        if text:
            return self._value(column, text)
        if column.required:
            self._wrong(column, _missing(self._table, column))
        return None

    def _value(self, column: Column, text: str) -> Any:
        match column.kind:
            case Kind.CODE:
                return self._code(column, text)
            case Kind.CODES:
                return self._codes(column, text)
            case Kind.MONTH:
                return self._month(column, text)
            case Kind.NUMBER:
                return self._number_of(column, text)
            case Kind.PSEUDONYM:
                return self._pseudonym(column, text)

    def _code(self, column: Column, text: str) -> str | None:
        assert column.list is not None
        code = column.list.find(text)
        if code is None:
            self._wrong(column, _unknown(column, text))
        return code

    def _codes(self, column: Column, text: str) -> tuple[str, ...] | None:
        codes_found = [self._code(column, part) for part in re.split(r"[,|]", text) if part.strip()]
        if None in codes_found:
            return None
        if len(codes_found) > MOST_CODES:
            self._wrong(column, f"Geef hoogstens {MOST_CODES} codes.")
        if len(set(codes_found)) < len(codes_found):
            self._wrong(column, "Dezelfde code staat hier twee keer.")
        return tuple(code for code in codes_found if code is not None)

    def _month(self, column: Column, text: str) -> str | None:
        if not MONTH.fullmatch(text):
            self._wrong(column, "Schrijf de maand als JJJJ-MM, zonder dag. Voorbeeld: 2016-03.")
        elif text not in self._months:
            self._wrong(column, "Deze maand valt buiten de periode van de oplevering.")
        else:
            return text
        return None

    def _number_of(self, column: Column, text: str) -> int | None:
        if WHOLE.fullmatch(text) and int(text) <= MOST_NUMBER:
            return int(text)
        self._wrong(column, f"Geef een geheel getal van 0 tot {MOST_NUMBER}.")
        return None

    def _pseudonym(self, column: Column, text: str) -> str | None:
        if PSEUDONYM.fullmatch(text):
            return text
        self._wrong(column, "Gebruik hoogstens 40 letters, cijfers of streepjes, zonder spaties.")
        return None

    def _wrong(self, column: Column, reason: str) -> None:
        self.wrong = True
        self._errors.append(Finding(self._table, self._number, column.name, reason))


def _missing(table: TableName, column: Column) -> str:
    if table is TableName.CONTACTEN and column.name == "soort":
        return "Een contact zonder soort kan niet. Kies medisch of psychosociaal."
    return "Dit veld is verplicht."


def _unknown(column: Column, text: str) -> str:
    assert column.list is not None
    if column.list is codes.DOORVERWIJZING and "politie" in text.casefold():
        return "Doorverwijzen naar de politie bestaat niet in dit formaat. Laat dit veld leeg."
    return f"Deze code kennen we niet. Kies uit: {', '.join(column.list)}."
