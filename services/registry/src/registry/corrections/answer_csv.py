"""One table that goes back as CSV, written anew, with a column for what is wrong.

For a table that was not delivered as CSV.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable

from registry.minimum_format.rules.columns import ANSWER_COLUMN, TableName
from registry.uploads.rules.sentences import said
from registry.validation.rules.findings import OF_HEADER, Finding
from registry.validation.rules.validate import Sheet

FORMULA = ("=", "+", "@", "\t")


def as_csv(table: TableName) -> dict[str, str]:
    """The headers of such a file, which may be in any encoding."""
    disposition = f'attachment; filename="{table}.csv"'
    return {"Content-Type": "text/csv", "Content-Disposition": disposition}


def write_csv(sheet: Sheet, errors: Iterable[Finding]) -> bytes:
    """UTF-8 with its mark, semicolons between; rows keep their numbers. ``errors`` of this table.

    What a spreadsheet would take for a formula gets a quote before it: no code begins so.
    """
    by_row: dict[int, list[Finding]] = defaultdict(list)
    of_header: list[Finding] = []
    for error in errors:
        (of_header if error.kind in OF_HEADER else by_row[error.row]).append(error)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerows([[]] * (sheet.header_row - 1))
    writer.writerow([*map(_plain, sheet.header), ANSWER_COLUMN])
    width, following = len(sheet.header), sheet.header_row + 1
    if of_header:
        by_row[following] = [*of_header, *by_row[following]]
    rows = dict(sheet.rows)
    for number in range(following, max([*rows, *by_row], default=0) + 1):
        cells = [*map(_plain, rows.get(number, ()))][:width]
        padded = [*cells, *[""] * (width - len(cells))]
        writer.writerow([*padded, said(by_row[number])] if any(padded) or by_row[number] else [])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
