"""File formats that Belgian spreadsheets open: CSV and XLSX, row by row, formulas made harmless.

CSV: UTF-8 with a byte order mark, semicolons, decimal commas, ``\\r\\n``. Its first line is the
header and every line has the same columns, so every reader takes it; the watermark is the last
column of each row, because a file has no other place that survives cutting and sorting.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import xlsxwriter

from chassis.web.exports.export_list import Column, Value
from chassis.web.exports.watermark import RULES, Watermark

MARK = "uitvoer"
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
ABOUT, DATA = "Over dit bestand", "Gegevens"
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds."""
LONGEST_LINE = 250
"""Characters that the header of a printed sheet holds, less those that lay it out."""


class Writer(Protocol):
    """``add`` and ``finish`` do blocking work: call them in a thread when there is much."""

    def __init__(self, path: Path, columns: Sequence[Column], mark: Watermark) -> None: ...
    def add(self, rows: Iterable[Sequence[Value]]) -> None: ...
    def finish(self) -> None: ...


def harmless(text: str) -> str:
    """Text that no spreadsheet runs as a formula: an apostrophe before what could be one.

    Line breaks become spaces: readers that know no quotes would take them for a new row.
    """
    flat = " ".join(text.split()) if any(c in text for c in "\r\n\t") else text
    return f"'{flat}" if flat.lstrip().startswith(FORMULA) else flat


class CsvWriter:
    def __init__(self, path: Path, columns: Sequence[Column], mark: Watermark) -> None:
        self._columns = columns
        self._mark = harmless(mark.line)
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._out = csv.writer(self._file, delimiter=";", lineterminator="\r\n")
        self._out.writerow([*(column.label for column in columns), MARK])

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        for row in rows:
            cells = [_shown(v, c) for v, c in zip(row, self._columns, strict=True)]
            self._out.writerow([*cells, self._mark])

    def finish(self) -> None:
        self._file.close()


def _shown(value: Value, column: Column) -> str:
    match value:
        case None:
            return ""
        case str() if column.kind == "moment":
            return f"{datetime.fromisoformat(value):%d/%m/%Y %H:%M}"
        case str() if column.kind == "date":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        case str():
            return harmless(value)
        case _:
            return str(value).replace(".", ",")


class XlsxWriter:
    """Holds one row in memory at a time; what is written waits in a file beside ``path``."""

    def __init__(self, path: Path, columns: Sequence[Column], mark: Watermark) -> None:
        self._columns = columns
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "tmpdir": str(path.parent),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties({"title": mark.listing, "comments": mark.line})
        self._bold = self._book.add_format({"bold": True})
        self._text = self._book.add_format({"quote_prefix": True})
        self._formats = {
            "date": self._book.add_format({"num_format": "dd/mm/yyyy"}),
            "moment": self._book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        self._about(mark)
        self._sheet = self._book.add_worksheet(DATA)
        self._next = 1
        self._print(self._sheet, mark)
        self._sheet.repeat_rows(0)
        self._sheet.freeze_panes(1, 0)
        for number, column in enumerate(columns):
            self._sheet.set_column(number, number, column.width)
        self._sheet.autofilter(0, 0, mark.rows, len(columns) - 1)
        self._sheet.write_row(0, 0, [column.label for column in columns], self._bold)

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        for row in rows:
            for number, (value, column) in enumerate(zip(row, self._columns, strict=True)):
                self._write(number, value, column)
            self._next += 1

    def finish(self) -> None:
        self._book.close()

    def _write(self, number: int, value: Value, column: Column) -> None:
        match value:
            case None:
                return
            case str() if column.kind == "moment":
                at = datetime.fromisoformat(value).replace(tzinfo=None)
                self._sheet.write_datetime(self._next, number, at, self._formats["moment"])
            case str() if column.kind == "date":
                on = datetime.fromisoformat(value)
                self._sheet.write_datetime(self._next, number, on, self._formats["date"])
            case str():
                text = value[:LONGEST_CELL]
                risky = text.lstrip().startswith(FORMULA)
                self._sheet.write_string(self._next, number, text, self._text if risky else None)
            case _:
                self._sheet.write_number(self._next, number, value)

    def _about(self, mark: Watermark) -> None:
        sheet = self._book.add_worksheet(ABOUT)
        self._print(sheet, mark)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 70)
        sheet.write_string(0, 0, ABOUT, self._bold)
        for number, (name, value) in enumerate(mark.about, start=2):
            sheet.write_string(number, 0, name, self._bold)
            sheet.write_string(number, 1, value)
        for number, rule in enumerate(RULES, start=len(mark.about) + 3):
            sheet.write_string(number, 0, rule)

    def _print(self, sheet: xlsxwriter.worksheet.Worksheet, mark: Watermark) -> None:
        """The watermark on every printed page; an ampersand is a command there."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header("&C&8" + _printed(f"{mark.who} | {mark.moment} | {mark.purpose}"))
        sheet.set_footer("&L&8" + _printed(f"Uitvoer {mark.export_id}") + "&R&8&P / &N")


def _printed(text: str) -> str:
    """A digit after the font size would be read as part of it, hence the space."""
    return " " + text[: LONGEST_LINE // 2].replace("&", "&&")


WRITERS: dict[str, type[CsvWriter] | type[XlsxWriter]] = {"csv": CsvWriter, "xlsx": XlsxWriter}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
