"""Put notes into a CSV file that somebody sent, in its own encoding, with its own signs."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from chassis.uploads.annotations import SheetNotes, unpacked
from chassis.uploads.documents import cells_of
from chassis.uploads.limits import Limits
from chassis.uploads.parser import Sheet, decoded, delimiter_of, plain, records, without_hint

TEXT = "text"
"""The sheet of the answer that holds the file."""
FORMULA = ("=", "+", "@", "\t")
"""Signs that a spreadsheet takes for the beginning of a formula: such a cell gets a quote first."""


def annotated_text(data: bytes, limits: Limits, columns: Sequence[str]) -> Iterator[Sheet]:
    """The CSV file with its notes, in cells of Base64. Raises ``UnreadableFileError``.

    A note loses the letters that the encoding has not. A file of plain ASCII, which may be of any
    encoding, is marked as UTF-8 when its notes need more.
    """
    file, annotations = unpacked(data)
    (notes,) = annotations.sheets
    whole, encoding = decoded(file, limits)
    hint, written = without_hint(whole)
    delimiter = delimiter_of(written, {plain(name) for name in columns})
    rows = [*records(written, delimiter, limits)]
    _annotate(rows, notes)
    buffer = io.StringIO(newline="")
    ends = "\r\n" if "\r\n" in whole else "\n"
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=ends)
    writer.writerows([*map(_harmless, row)] for row in rows)
    told = hint + buffer.getvalue()
    if file.isascii() and not told.isascii():
        encoding = "utf-8-sig"
    yield TEXT, cells_of(told.encode(encoding, "replace"))


def _annotate(rows: list[list[Any]], notes: SheetNotes) -> None:
    last = max([notes.header_row, *(row for row, _ in notes.beside)])
    rows.extend([] for _ in range(last - len(rows)))
    for row, column, text in notes.values:
        cells = rows[row - 1]
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = text
    if not notes.title:
        return
    place = _place_beside(rows, notes)
    beside = dict(notes.beside) | {notes.header_row: notes.title}
    for number, cells in enumerate(rows[notes.header_row - 1 :], start=notes.header_row):
        if not cells and number not in beside:
            continue
        del cells[place - 1 :]
        cells.extend([""] * (place - 1 - len(cells)))
        cells.append(beside.get(number, ""))


def _place_beside(rows: Sequence[Sequence[str]], notes: SheetNotes) -> int:
    """The column of an earlier answer, or the first one right of all that holds something."""
    header = rows[notes.header_row - 1]
    if notes.title in header:
        return header.index(notes.title) + 1
    filled = (
        place
        for cells in rows[notes.header_row - 1 :]
        for place, cell in enumerate(cells, start=1)
        if cell.strip()
    )
    return max(filled, default=0) + 1


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
