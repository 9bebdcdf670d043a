"""Columns and rows of the year file: what organisations delivered, without linkage codes."""

from collections.abc import Iterable, Iterator, Sequence

from registry.deliveries.rules.minimum_format import COLUMNS, LINKAGE_CODE, Kind, TableName
from registry.deliveries.rules.records import Activity, Client, Contact, Rows

ORGANISATION, PERIOD = "organisatie", "periode"
Cell = str | int | None


def fields(table: TableName) -> tuple[str, ...]:
    """The columns of a table that the file has; a linkage code is in no file."""
    return tuple(column.name for column in COLUMNS[table] if column.name != LINKAGE_CODE)


def numbers(table: TableName) -> frozenset[str]:
    return frozenset(column.name for column in COLUMNS[table] if column.kind is Kind.NUMBER)


def records(table: TableName, rows: Rows) -> Sequence[Client | Contact | Activity]:
    of: dict[TableName, Sequence[Client | Contact | Activity]] = {
        TableName.CLIENTEN: rows.clienten,
        TableName.CONTACTEN: rows.contacten,
        TableName.ACTIVITEITEN: rows.activiteiten,
    }
    return of[table]


def lines(
    table: TableName, deliveries: Iterable[tuple[str, str, Rows]]
) -> Iterator[tuple[Cell, ...]]:
    """Lines of the file: organisation and period, then the fields of the row."""
    names = fields(table)
    for organisation, period, rows in deliveries:
        for record in records(table, rows):
            yield (organisation, period, *(_cell(getattr(record, name)) for name in names))


def _cell(value: object) -> Cell:
    match value:
        case tuple():
            return ", ".join(value) or None
        case str() | int() | None:
            return value
        case _:
            raise TypeError(f"no cell: {type(value).__name__}")
