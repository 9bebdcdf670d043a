"""Parse the bytes of a file into rows, within its limits: no I/O, run by the child process.

XML, papers and notes have modules of their own beside this one.
"""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from typing import Any

from chassis.uploads.limits import Fault, Limits, UnreadableFileError

DELIMITERS = (";", ",", "\t", "|")
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
MOST_TITLES = 20
"""Lines that may stand above a header."""
ZIP = b"PK"
"""The first bytes of an archive, which an XLSX or ODS file is."""

Sheet = tuple[str, Iterator[list[Any]]]
"""The name of a sheet, and its rows."""


def workbook(data: bytes, limits: Limits, *, only_first: bool = False) -> Iterator[Sheet]:
    """The sheets of an XLSX, XLS or ODS file, in order. Raises ``UnreadableFileError``.

    Cells are texts, numbers, booleans, dates and times; empty ones are empty texts.
    """
    if data.startswith(ZIP):
        check_archive(data, limits)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        if len(names) > limits.sheets and not only_first:
            raise UnreadableFileError(Fault.TOO_MANY_SHEETS, limits)
        for name in names[:1] if only_first else names:
            yield name, _limited(_placed(book.get_sheet_by_name(name)), limits)
    except CalamineError:
        raise UnreadableFileError(Fault.NO_WORKBOOK, limits) from None


def text(data: bytes, limits: Limits, columns: Iterable[str] = ()) -> Iterator[list[str]]:
    """The rows of a CSV file. Raises ``UnreadableFileError``.

    The encoding is told by a byte order mark, else it is UTF-8, else that of Windows; the delimiter
    is the one that finds most names of ``columns`` in one of the first lines.
    """
    written, _ = decoded(data, limits)
    _, written = without_hint(written)
    delimiter = delimiter_of(written, {plain(name) for name in columns})
    return _limited(records(written, delimiter, limits), limits)


def without_hint(written: str) -> tuple[str, str]:
    """The line that Excel writes for itself, which is no row of the table, and the rest."""
    if written[:4].casefold() != "sep=":
        return "", written
    hint, ends, rest = written.partition("\n")
    return hint + ends, rest


def plain(name: str) -> str:
    """A name of a column without case, accents, spaces and signs, for comparing."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", name).casefold() if letter.isalnum()
    )


def _placed(sheet: Any) -> Iterator[list[Any]]:
    """The rows with each cell in its own column, also where the first columns are empty."""
    _, left = sheet.start or (0, 0)
    return ([""] * left + row for row in sheet.iter_rows())


def check_archive(data: bytes, limits: Limits) -> None:
    """Refuse what the table of contents admits; what it conceals meets the limit on memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise UnreadableFileError(Fault.NO_WORKBOOK, limits) from None
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        raise UnreadableFileError(Fault.TOO_LARGE, limits)


def decoded(data: bytes, limits: Limits) -> tuple[str, str]:
    """The text, and the encoding that it was in."""
    marked = [encoding for bom, encoding in BOMS if data.startswith(bom)]
    for encoding in marked or ("utf-8", "cp1252"):
        try:
            written = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in written:
            return written, encoding
        break
    raise UnreadableFileError(Fault.NO_TEXT, limits)


def delimiter_of(written: str, names: set[str]) -> str:
    lines = io.StringIO(written)

    def fitting(delimiter: str, first: Sequence[str]) -> tuple[int, int]:
        """Of the line that names most: a title may stand above it."""
        lines = [line.split(delimiter) for line in first]
        return max((sum(plain(cell) in names for cell in cells), len(cells)) for cells in lines)

    first = [line.rstrip("\r\n") for line in islice(lines, MOST_TITLES + 1)] or [""]
    return max(DELIMITERS, key=lambda delimiter: fitting(delimiter, first))


def records(written: str, delimiter: str, limits: Limits) -> Iterator[list[str]]:
    csv.field_size_limit(limits.length)
    read = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, strict=True)
    for number in count(1):
        try:
            record = next(read, None)
        except csv.Error as error:
            is_long = "field larger than field limit" in str(error)
            fault = Fault.CELL_TOO_LONG if is_long else Fault.BAD_QUOTES
            raise UnreadableFileError(fault, limits, number) from None
        if record is None:
            return
        yield record


def _limited(rows: Iterable[list[Any]], limits: Limits) -> Iterator[list[Any]]:
    """The rows up to the last that holds something, each no wider and no longer than it may be."""
    empty = 0
    for number, row in enumerate(rows, start=1):
        if not any(cell not in ("", None) for cell in row):
            empty += 1
            continue
        if number > limits.rows:
            raise UnreadableFileError(Fault.TOO_MANY_ROWS, limits)
        for _ in range(empty):
            yield []
        empty = 0
        yield _row(row, number, limits)


def _row(row: list[Any], number: int, limits: Limits) -> list[Any]:
    if len(row) > limits.columns:
        while row and row[-1] in ("", None):
            row.pop()
        if len(row) > limits.columns:
            raise UnreadableFileError(Fault.TOO_WIDE, limits, number)
    if any(isinstance(cell, str) and len(cell) > limits.length for cell in row):
        raise UnreadableFileError(Fault.CELL_TOO_LONG, limits, number)
    return row
