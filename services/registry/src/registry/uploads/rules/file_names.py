"""The table that a file holds, by its name: people choose files, and name no fields."""

from pathlib import PurePath

from registry.minimum_format.rules.codes import fold
from registry.minimum_format.rules.columns import TableName

WORKBOOK = "werkboek"
BEGINS = {
    "client": TableName.CLIENTEN,
    "contact": TableName.CONTACTEN,
    "activiteit": TableName.ACTIVITEITEN,
    "telling": TableName.ACTIVITEITEN,
}
"""A part of the name, without accents or capitals."""


KINDS = frozenset({".xlsx", ".ods", ".xls", ".xlsm", ".csv", ".txt"})
"""Ends of names of files that may be read."""


def is_other_kind(file_name: str) -> bool:
    """Does the name say that this is no table, but a document, say, or a picture?

    >>> is_other_kind("Cliënten 2025.PDF"), is_other_kind("clienten")
    (True, False)
    """
    suffix = PurePath(file_name).suffix.casefold()
    return suffix != "" and suffix not in KINDS


def field_of(file_name: str) -> str | None:
    """``werkboek`` or a table, as uploads name them; None where the name does not say it.

    >>> field_of("Cliënten 2025.csv")
    'clienten'
    """
    name = fold(file_name)
    if name.endswith((".xlsx", ".ods", ".xls", ".xlsm")):
        return WORKBOOK
    tables = {table for part, table in BEGINS.items() if part in name}
    return tables.pop().value if len(tables) == 1 else None
