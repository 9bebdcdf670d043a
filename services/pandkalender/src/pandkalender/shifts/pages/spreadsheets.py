"""Files with a table: read whatever an office program makes, write an example."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from chassis.messages import lazy
from pandkalender.shifts.rules.roster_file import COLUMNS, UnusableFileError

MOST_ROWS = 1_000
"""Shifts in one file."""
ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = (";", ",", "\t")

EXAMPLE = (
    *("Voorbeeldstraat 1", "R-01", "24/11/2026", "19:00", "07:00"),
    *("Ana", "Voorbeeld", "3/2/1999", "ROU", "", "paspoort", "ROU", "AB123456"),
)


def table(content: bytes) -> Iterator[Sequence[Any]]:
    """The lines of an XLSX, ODS or CSV file. Raises ``UnusableFileError``."""
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        return _of_workbook(content)
    return _of_csv(content)


def example() -> bytes:
    """An XLSX with the columns and one made-up shift."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Rooster")
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, COLUMNS, bold)
        sheet.write_row(1, 0, EXAMPLE)
        sheet.set_column(0, len(COLUMNS) - 1, 16)
    return output.getvalue()


def _of_workbook(content: bytes) -> Iterator[Sequence[Any]]:
    try:
        sheet = CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0)
        lines = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
    except (CalamineError, IndexError):
        raise UnusableFileError(
            lazy("We kunnen dit rekenblad niet lezen. Bewaar het als XLSX.")
        ) from None
    return _limited(lines)


def _of_csv(content: bytes) -> Iterator[Sequence[Any]]:
    written = _decoded(content)
    first = written.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return _limited(list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter)))
    except csv.Error:
        raise UnusableFileError(
            lazy("We kunnen dit bestand niet lezen. Bewaar het als CSV.")
        ) from None


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableFileError(
        lazy("We kunnen de letters in dit bestand niet lezen. Bewaar het als XLSX.")
    )


def _limited(lines: list[Any]) -> Iterator[Sequence[Any]]:
    if len(lines) > MOST_ROWS + 1:
        raise UnusableFileError(
            lazy("Dit bestand is te groot: hoogstens %(most)s shiften.", most=MOST_ROWS)
        )
    return iter(lines)
