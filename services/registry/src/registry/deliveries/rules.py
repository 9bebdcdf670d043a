"""Counts of a delivery as it stands, by column: what its organisation signs for.

They are exact and for that organisation alone; what others see is protected first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from registry.minimum_format.rules.columns import COLUMNS, Column, Kind, TableName
from registry.minimum_format.rules.records import Rows

TYPE, NUMBER = "type", "aantal"


@dataclass(frozen=True, slots=True)
class ColumnCounts:
    """The rows of one column, by the label of each code that occurs; of activities their number."""

    table: TableName
    column: str
    counts: tuple[tuple[str, int], ...]


def preview(rows: Rows) -> list[ColumnCounts]:
    tables = (rows.clienten, rows.contacten, rows.activiteiten)
    return [
        counted
        for table, records in zip(TableName, tables, strict=True)
        for column in COLUMNS[table]
        if (counted := _counted(table, column, records)).counts
    ]


def _counted(table: TableName, column: Column, records: Iterable[Any]) -> ColumnCounts:
    if column.list is None or (table is TableName.ACTIVITEITEN and column.name != TYPE):
        return ColumnCounts(table, column.name, ())
    found: Counter[str] = Counter()
    for record in records:
        for code in _codes(column, record):
            found[code] += getattr(record, NUMBER) if table is TableName.ACTIVITEITEN else 1
    labels = column.list.labels
    return ColumnCounts(
        table,
        column.name,
        tuple((label, found[code]) for code, label in labels.items() if found[code]),
    )


def _codes(column: Column, record: Any) -> Iterator[str]:
    value = getattr(record, column.name)
    if column.kind is Kind.CODES:
        yield from value
    elif value is not None:
        yield value
