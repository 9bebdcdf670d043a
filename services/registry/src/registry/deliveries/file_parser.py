"""Parse an uploaded file into the sheets of the minimum format. An unreadable one gets a reason.

Everything becomes text: a formula is a text like any other, and no code list knows it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, time

from chassis.uploads import (
    Cell,
    Fault,
    Limits,
    UnreadableFileError,
    read_text,
    read_workbook,
)
from registry.deliveries.rules.minimum_format import COLUMNS, TableName, header
from registry.validation.rules.validate import Sheet

MOST_ROWS = 100_000
"""Rows of one table, with its header."""
LIMITS = Limits(rows=MOST_ROWS)
OTHER_SHEETS = frozenset({"codelijsten", "uitleg"})
"""Sheets of our own template that hold no data."""

TOO_LARGE = "Dit bestand is te groot. Splits de oplevering niet, maar neem contact met ons op."
EMPTY = "Dit bestand is leeg. Zet minstens de kopregel erin."


class UnreadableError(Exception):
    """The file cannot be read. The text is in Dutch, for the sender."""

    @classmethod
    def of_fault(cls, error: UnreadableFileError) -> "UnreadableError":
        is_long = error.fault is Fault.TOO_MANY_ROWS
        return cls(TOO_LARGE if is_long else str(error.text))


async def parse_csv(data: bytes, table: TableName) -> Sheet:
    """A CSV file of one table. Raises ``UnreadableError``."""
    try:
        rows = await read_text(data, LIMITS, [column.name for column in COLUMNS[table]])
    except UnreadableFileError as error:
        raise UnreadableError.of_fault(error) from None
    if not rows or not any(text(cell).strip() for cell in rows[0]):
        raise UnreadableError(EMPTY)
    return _sheet(rows)


async def parse_workbook(data: bytes) -> dict[TableName, Sheet]:
    """The sheets of a workbook. Raises ``UnreadableError`` when one is missing or one too many."""
    try:
        return _sheets(await read_workbook(data, LIMITS))
    except UnreadableFileError as error:
        raise UnreadableError.of_fault(error) from None


def text(cell: Cell) -> str:
    """A cell as somebody would have typed it. Excel turns ``2016-03`` into the first of March."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nee"
        case float() if cell.is_integer():
            return str(int(cell))
        case date():
            return f"{cell:%Y-%m}" if cell.day == 1 else f"{cell:%Y-%m-%d}"
        case time():
            return f"{cell:%H:%M}"
    return str(cell)


def _sheet(rows: Sequence[Sequence[Cell]]) -> Sheet:
    names = [text(cell) for cell in rows[0]]
    while names and not names[-1].strip():
        names.pop()
    return Sheet(
        tuple(names),
        tuple((number, tuple(map(text, cells))) for number, cells in enumerate(rows[1:], start=2)),
    )


def _sheets(content: Mapping[str, Sequence[Sequence[Cell]]]) -> dict[TableName, Sheet]:
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
