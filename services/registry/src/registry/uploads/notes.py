"""Notes for the sender's own file: each error at its cell, and what goes out before it is kept."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from chassis.uploads import SheetNotes
from chassis.uploads.reader import Cell
from registry.minimum_format.rules.columns import ANSWER_COLUMN, CLIENT_CODE, COLUMNS, header
from registry.uploads.file_parser import Content, text
from registry.uploads.rules.sentences import said, sentence
from registry.validation.rules.findings import OF_HEADER, ErrorKind, Finding
from registry.validation.rules.identifiers import OMITTED, identifier_in
from registry.validation.rules.validate import Sheet, shown_name

Rows = Sequence[Sequence[Cell]]
Value = tuple[int, int, str]

_MAYBE = re.compile(r"@|[0-9](?:[^0-9]{0,3}[0-9]){7}")
"""Every number or address of a person has one of these."""
KEY_SHARE = 0.5
"""The part of a delivery's client codes from which a sheet of their own is a key to them."""


def notes_of(
    before: Sheet, kept: Sheet, errors: Sequence[Finding], content: Rows | None
) -> SheetNotes:
    """The notes of one table: its ``errors``, and the cells in which ``kept`` says something else
    than the file. ``content`` are all cells of its sheet, unless they were seen to before."""
    table = {column.name for columns in COLUMNS.values() for column in columns}
    places = {
        place: name
        for place, name in zip(before.places, map(header, before.header), strict=True)
        if name in table
    }
    values = [*_changed(before, kept)]
    if content is not None:
        values += _outside(before, content, set(places))
    return SheetNotes(
        name=before.name,
        header_row=before.header_row,
        title=ANSWER_COLUMN,
        table=before.places,
        values=values,
        cells=[*_at_cells(before, errors)],
        beside=[*_beside(before, errors)],
    )


def notes_outside(content: Content, clients: Sheet) -> tuple[list[SheetNotes], list[str]]:
    """Identifiers in sheets that are no table, and the names of sheets that keep nothing: where
    half of the client codes stand, there may be names beside them."""
    codes = _codes(clients)
    notes, emptied = [], []
    for name, rows in content.items():
        if codes and _share(rows, codes) >= KEY_SHARE:
            emptied.append(name)
        elif values := [*_identifiers(rows)]:
            notes.append(SheetNotes(name, values=values))
    return notes, emptied


def _changed(before: Sheet, kept: Sheet) -> Iterator[Value]:
    """Cells of the format's columns that say something else by now."""
    known = [header(name) in _NAMES for name in before.header]
    for (number, cells), (_, others) in zip(before.rows, kept.rows, strict=True):
        if cells == others:
            continue
        triples = zip(before.places, known, cells, others, strict=False)
        for place, is_known, cell, other in triples:
            if is_known and cell != other:
                yield number, place, other


_NAMES = frozenset(column.name for columns in COLUMNS.values() for column in columns)


def _outside(sheet: Sheet, content: Rows, places: set[int]) -> Iterator[Value]:
    """Identifiers in titles; below the header all that stands in no column of the format."""
    yield from _identifiers(content[: sheet.header_row - 1])
    for number, row in enumerate(content[sheet.header_row :], start=sheet.header_row + 1):
        for place, cell in enumerate(row, start=1):
            if cell not in ("", None) and place not in places:
                yield number, place, ""


def _identifiers(rows: Rows) -> Iterator[Value]:
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row, start=1):
            if not isinstance(cell, str | float | int):
                continue
            written = text(cell)
            if _MAYBE.search(written) and identifier_in(written, is_code=False):
                yield number, place, OMITTED


def _codes(clients: Sheet) -> frozenset[str]:
    place = next((nr for nr, name in enumerate(clients.header) if header(name) == CLIENT_CODE), -1)
    if place < 0:
        return frozenset()
    codes = (cells[place].strip() for _, cells in clients.rows if place < len(cells))
    return frozenset(code for code in codes if code)


def _share(rows: Rows, codes: frozenset[str]) -> float:
    met = {written for row in rows for cell in row if (written := text(cell).strip()) in codes}
    return len(met) / len(codes)


def _at_cells(sheet: Sheet, errors: Iterable[Finding]) -> Iterator[Value]:
    names = {header(name): place for name, place in _backwards(sheet)}
    headers = {shown_name(sheet, nr): place for nr, place in enumerate(sheet.places)}
    for error in errors:
        if error.kind is ErrorKind.MISSING_COLUMN:
            continue
        column = error.column or ""
        place = headers.get(column) if error.kind in OF_HEADER else names.get(column)
        if place is not None:
            yield error.row, place, sentence(error)


def _backwards(sheet: Sheet) -> list[tuple[str, int]]:
    """Names and places, the last first: of a name that stands twice, the first counts."""
    return [*zip(sheet.header, sheet.places, strict=True)][::-1]


def _beside(sheet: Sheet, errors: Iterable[Finding]) -> Iterator[tuple[int, str]]:
    """What is wrong in each row; of the header, beside the first row below it."""
    by_row: Mapping[int, list[Finding]] = defaultdict(list)
    for error in errors:
        is_general = error.kind in OF_HEADER
        by_row[sheet.header_row + 1 if is_general else error.row].append(error)
    for number, alike in sorted(by_row.items()):
        yield number, said(alike)
