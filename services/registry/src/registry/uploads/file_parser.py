"""Parse an uploaded file into the sheets of the minimum format. An unreadable one gets a reason.

Everything becomes text: a formula is a text like any other, and no code list knows it. Titles above
a header and sheets that hold no table are passed over, and nothing of them is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time

from chassis.messages import LazyMessage, lazy
from chassis.uploads import Fault, Limits, UnreadableFileError
from chassis.uploads.reader import Cell, is_workbook, read_text, read_workbook
from registry.minimum_format.rules.columns import ANSWER_COLUMN, COLUMNS, TableName, header
from registry.validation.rules.validate import Sheet

MOST_ROWS = 100_000
"""Rows of one table, with its header."""
LIMITS = Limits(rows=MOST_ROWS)
OTHER_SHEETS = frozenset({"codelijsten", "uitleg", "overzicht"})
"""Sheets of our own workbooks that hold no data."""
OTHER_NAMES = {"activiteiten_en_tellingen": TableName.ACTIVITEITEN}
"""Names of sheets that are used too."""
MOST_TITLE_ROWS = 20
"""Rows in which a header is looked for."""
FEWEST_NAMES = 3
"""Names of columns by which a sheet of any name is a table."""

TOO_LARGE = lazy(
    "Dit bestand is te groot. Splits de oplevering niet, maar neem contact met ons op."
)
EMPTY = lazy("Dit bestand is leeg. Zet minstens de kopregel erin.")


Content = Mapping[str, Sequence[Sequence[Cell]]]
"""The rows of every sheet, by its name; that of a CSV file has none."""


class UnreadableError(Exception):
    """The file cannot be read; ``reason`` is for the sender."""

    def __init__(self, reason: LazyMessage) -> None:
        super().__init__(reason)
        self.reason = reason

    @classmethod
    def of_fault(cls, error: UnreadableFileError) -> "UnreadableError":
        is_long = error.fault is Fault.TOO_MANY_ROWS
        return cls(TOO_LARGE if is_long else error.text)


async def read_content(data: bytes, table: TableName | None) -> Content:
    """All cells of a workbook, or of a CSV file of this table. Raises ``UnreadableError``."""
    try:
        if table is None or is_workbook(data):
            return await read_workbook(data, LIMITS)
        return {"": await read_text(data, LIMITS, [column.name for column in COLUMNS[table]])}
    except UnreadableFileError as error:
        raise UnreadableError.of_fault(error) from None


def parse_table(content: Content, table: TableName) -> Sheet:
    """The table of a CSV file, or by itself in a workbook. Raises ``UnreadableError``."""
    if "" not in content:
        return _only(table, content)
    rows = content[""]
    if not any(text(cell).strip() for row in rows[:MOST_TITLE_ROWS] for cell in row):
        raise UnreadableError(EMPTY)
    return sheet_of(rows, table)


def parse_workbook(content: Content) -> dict[TableName, Sheet]:
    """The tables of a workbook. Raises ``UnreadableError`` when one is missing or one too many."""
    sheets: dict[TableName, Sheet] = {}
    for name, table, rows in _by_table(content):
        if table in sheets:
            raise UnreadableError(
                lazy(
                    "Het werkblad '%(name)s' is nog eens de tabel '%(table)s'. Zet alle rijen in"
                    " één werkblad.",
                    name=name[:40],
                    table=table.value,
                )
            )
        if not rows:
            raise UnreadableError(
                lazy(
                    "Het werkblad '%(table)s' is leeg. Zet minstens de kopregel erin.",
                    table=table.value,
                )
            )
        sheets[table] = sheet_of(rows, table, name)
    for table in TableName:
        if table not in sheets:
            raise UnreadableError(lazy("Het werkblad '%(table)s' ontbreekt.", table=table.value))
    return sheets


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


def sheet_of(rows: Sequence[Sequence[Cell]], table: TableName, name: str = "") -> Sheet:
    """Below the row that names most columns; empty columns without a name are none."""
    top = _header_place(rows, table)
    names = [text(cell) for cell in rows[top]]
    while names and not names[-1].strip():
        names.pop()
    below = [tuple(map(text, cells)) for cells in rows[top + 1 :]]
    width = len(names)
    kept = [place for place, name in enumerate(names) if _is_kept(place, name, below)]
    return Sheet(
        tuple(names[place] for place in kept),
        tuple(
            (number, _cells(cells, kept, width))
            for number, cells in enumerate(below, start=top + 2)
        ),
        top + 1,
        tuple(place + 1 for place in kept),
        name,
    )


def _header_place(rows: Sequence[Sequence[Cell]], table: TableName) -> int:
    """The first of the rows with most names of the table's columns, and at least with text."""

    def fitting(place: int) -> tuple[int, bool, int]:
        row = rows[place]
        return _names(row, table), any(text(cell).strip() for cell in row), -place

    return max(range(min(len(rows), MOST_TITLE_ROWS)), key=fitting)


def _names(row: Sequence[Cell], table: TableName) -> int:
    known = {column.name for column in COLUMNS[table]}
    return len({header(text(cell)) for cell in row} & known)


def _is_kept(place: int, name: str, below: Sequence[Sequence[str]]) -> bool:
    if name.strip():
        return header(name) != header(ANSWER_COLUMN)
    return any(place < len(cells) and cells[place].strip() for cells in below)


def _cells(cells: Sequence[str], kept: Sequence[int], width: int) -> tuple[str, ...]:
    within = (cells[place] for place in kept if place < len(cells))
    return (*within, *cells[width:])


def _only(table: TableName, content: Content) -> Sheet:
    """The one sheet of a workbook that is this table."""
    alike = [rows for rows in content.values() if rows and _table_of(rows) is table]
    if len(alike) != 1:
        raise UnreadableError(
            lazy("Zet de tabel '%(table)s' in één werkblad, met haar kopregel.", table=table.value)
        )
    return sheet_of(alike[0], table)


def _by_table(
    content: Content,
) -> Iterator[tuple[str, TableName, Sequence[Sequence[Cell]]]]:
    """Sheets that are a table, those that say so by their name first."""
    known = {**OTHER_NAMES, **{table.value: table for table in TableName}}
    others = []
    for name, rows in content.items():
        table = known.get(header(name))
        if table is not None:
            yield name, table, rows
        elif header(name) not in OTHER_SHEETS:
            others.append((name, rows))
    for name, rows in others:
        table = _table_of(rows)
        if table is not None:
            yield name, table, rows


def _table_of(rows: Sequence[Sequence[Cell]]) -> TableName | None:
    """The table whose columns a sheet has, if it has some."""
    if not rows:
        return None
    named = {table: _names(rows[_header_place(rows, table)], table) for table in TableName}
    best = max(named, key=lambda table: named[table])
    return best if named[best] >= FEWEST_NAMES else None
