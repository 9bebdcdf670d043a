"""Columns and rows of the year file: what organisations delivered, without linkage codes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from enum import StrEnum

from chassis.messages import lazy
from registry.delivery_register.rules.answers import NUMBER
from registry.minimum_format.rules.columns import COLUMNS, LINKAGE_CODE, Kind, TableName
from registry.minimum_format.rules.records import Activity, Client, Contact, Rows

ORGANISATION, PERIOD = "organisatie", "periode"
Cell = str | int | None
SHORTEST, LONGEST = 10, 200
"""Characters of a reason."""
OPEN_FOR = timedelta(hours=1)
"""The time in which rows may be fetched that somebody asked for; then they are asked for again."""


class FileFormat(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


def wrong_reason(reason: str) -> str:
    """The fault of a reason, in Dutch; empty where it may stay in the log (DP-19)."""
    if len(reason.strip()) < SHORTEST:
        return lazy("Schrijf in een zin waarom je deze rijen nodig hebt.")
    if len(reason) > LONGEST:
        return lazy("Schrijf hoogstens %(most)s tekens.", most=LONGEST)
    if NUMBER.search(reason):
        return lazy("Schrijf geen nummers of gegevens van een persoon.")
    return ""


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
