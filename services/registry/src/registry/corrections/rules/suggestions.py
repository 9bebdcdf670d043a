"""Accepted suggestions, put in the cells that they are about."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from registry.corrections.rules.errors import NoSuggestionError
from registry.minimum_format.rules.columns import TableName, header
from registry.validation.rules.findings import Finding
from registry.validation.rules.groups import suggestion_key
from registry.validation.rules.validate import Sheet


def with_accepted(
    sheets: Mapping[TableName, Sheet], errors: Iterable[Finding], accepted: Collection[str]
) -> dict[TableName, Sheet]:
    """The tables with what was meant in every cell of an accepted suggestion.

    Raises ``NoSuggestionError`` for a key that no error of the delivery has.
    """
    meant: dict[tuple[TableName, int, str], str] = {}
    used = set()
    for error in errors:
        key = suggestion_key(error)
        if key in accepted and error.column is not None and error.meant is not None:
            meant[error.table, error.row, error.column] = error.meant
            used.add(key)
    if not accepted or set(accepted) - used:
        raise NoSuggestionError
    return {table: _changed(table, sheet, meant) for table, sheet in sheets.items()}


def _changed(
    table: TableName, sheet: Sheet, meant: Mapping[tuple[TableName, int, str], str]
) -> Sheet:
    names = [header(written) for written in sheet.header]
    rows = tuple(
        (
            number,
            tuple(
                meant.get((table, number, name), cell)
                for name, cell in zip(names, cells, strict=False)
            ),
        )
        for number, cells in sheet.rows
    )
    return replace(sheet, rows=rows)
