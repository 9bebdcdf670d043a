"""Parse an uploaded file into texts in rows. An unreadable one gets a reason in Dutch.

Everything stays text: a formula is a text like any other, and no code list knows it.
"""

import asyncio
import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Sequence

from registry.deliveries.rules.minimum_format import COLUMNS, TableName, header
from registry.validation.rules.validate import Sheet

MOST_ROWS = 100_000
MOST_UNPACKED = 100 * 1024 * 1024
"""In bytes."""
MOST_PARTS = 500
"""Files inside the archive that a workbook is."""
READING_SECONDS = 30
DELIMITERS = (";", ",", "\t", "|")
OTHER_SHEETS = frozenset({"codelijsten", "uitleg"})
"""Sheets of our own template that hold no data."""
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

NO_TEXT = "We kunnen dit bestand niet lezen als tekst. Bewaar het als CSV (UTF-8)."
NO_WORKBOOK = "We kunnen dit werkboek niet lezen. Bewaar het opnieuw als XLSX."
TOO_LARGE = "Dit bestand is te groot. Splits de oplevering niet, maar neem contact met ons op."
EMPTY = "Dit bestand is leeg. Zet minstens de kopregel erin."


class UnreadableError(Exception):
    """The file cannot be read. The text is in Dutch, for the sender."""


def read_csv(data: bytes, table: TableName) -> Sheet:
    """A CSV file; encoding by BOM, then UTF-8, then Windows; delimiter by what the header fits."""
    text = _decode(data)
    if text[:4].casefold() == "sep=":  # a hint that Excel writes for itself, no row of the table
        text = text.partition("\n")[2]
    rows = _parse(text, _delimiter(text, table))
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise UnreadableError(EMPTY)
    return _sheet(rows)


async def read_workbook(data: bytes) -> dict[TableName, Sheet]:
    """The sheets of an XLSX file. Raises when one is missing or one too many.

    A workbook is read in a process of its own with limits on memory and time: one that unpacks to
    gigabytes, or has a cell in the last row of the last column, harms nobody but itself.
    """
    _check_archive(data)
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "registry.deliveries.workbook_converter",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        output, _ = await asyncio.wait_for(child.communicate(data), READING_SECONDS)
    except TimeoutError:
        raise UnreadableError(NO_WORKBOOK) from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise UnreadableError(NO_WORKBOOK)
    return _sheets(json.loads(output))


def _decode(data: bytes) -> str:
    encodings: Iterable[str] = next(
        ([encoding] for bom, encoding in BOMS if data.startswith(bom)), ("utf-8", "cp1252")
    )
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise UnreadableError(NO_TEXT)


def _delimiter(text: str, table: TableName) -> str:
    names = {column.name for column in COLUMNS[table]}
    first = text.partition("\n")[0]

    def fitting(delimiter: str) -> int:
        return sum(header(cell.strip('" \r')) in names for cell in first.split(delimiter))

    return max(DELIMITERS, key=fitting)


def _parse(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise UnreadableError(TOO_LARGE)
    except csv.Error:
        reason = f"Rij {len(rows) + 1} is niet goed gevormd. Kijk de aanhalingstekens na."
        raise UnreadableError(reason) from None
    return rows


def _sheet(rows: Sequence[Sequence[str]]) -> Sheet:
    names = [*rows[0]]
    while names and not names[-1].strip():
        names.pop()
    return Sheet(
        tuple(names),
        tuple((number, tuple(cells)) for number, cells in enumerate(rows[1:], start=2)),
    )


def _check_archive(data: bytes) -> None:
    """Refuse whatever can be refused before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise UnreadableError(NO_WORKBOOK) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableError(TOO_LARGE)


def _sheets(content: dict[str, list[list[str]]]) -> dict[TableName, Sheet]:
    sheets: dict[TableName, Sheet] = {}
    known: dict[str, TableName] = {table.value: table for table in TableName}
    for name, rows in content.items():
        table = known.get(header(name))
        if table is None:
            if header(name) in OTHER_SHEETS:
                continue
            raise UnreadableError(
                f"Het werkblad '{name[:40]}' hoort niet in het formaat. Haal het weg."
            )
        if not rows:
            raise UnreadableError(f"Het werkblad '{table}' is leeg. Zet minstens de kopregel erin.")
        sheets[table] = _sheet(rows)
    for table in TableName:
        if table not in sheets:
            raise UnreadableError(f"Het werkblad '{table}' ontbreekt.")
    return sheets
