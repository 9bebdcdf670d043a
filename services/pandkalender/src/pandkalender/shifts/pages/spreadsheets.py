"""Files with a roster: read whatever an office program makes, write an example."""

import io
from collections.abc import Sequence

import xlsxwriter

from chassis.messages import LazyMessage, lazy
from chassis.uploads import Fault, Limits, UnreadableFileError
from chassis.uploads.reader import Cell, is_workbook, read_text, read_workbook
from pandkalender.shifts.rules.roster_file import COLUMNS, UnusableFileError

MOST_ROWS = 1_000
"""Shifts in one file."""
LIMITS = Limits(rows=MOST_ROWS + 1, length=500)

EXAMPLE = (
    *("Voorbeeldstraat 1", "R-01", "24/11/2026", "19:00", "07:00"),
    *("Ana", "Voorbeeld", "3/2/1999", "ROU", "", "paspoort", "ROU", "AB123456"),
)


async def table(content: bytes) -> Sequence[Sequence[Cell]]:
    """The lines of an XLSX, ODS or CSV file. Raises ``UnusableFileError``."""
    try:
        if not is_workbook(content):
            return await read_text(content, LIMITS, COLUMNS)
        sheets = await read_workbook(content, LIMITS, only_first=True)
    except UnreadableFileError as error:
        is_long = error.fault is Fault.TOO_MANY_ROWS
        raise UnusableFileError(_too_long() if is_long else error.text) from None
    return next(iter(sheets.values()), [])


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


def _too_long() -> LazyMessage:
    return lazy("Dit bestand is te groot: hoogstens %(most)s shiften.", most=MOST_ROWS)
