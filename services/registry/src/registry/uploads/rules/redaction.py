"""Leave out of an upload what may not be kept, before anything of it is written down."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from registry.minimum_format.rules.columns import (
    COLUMNS,
    LINKAGE_CODE,
    LINKAGE_FORM,
    TableName,
    header,
)
from registry.validation.rules.findings import ErrorKind, Finding
from registry.validation.rules.identifiers import OMITTED, identifier_in
from registry.validation.rules.validate import Sheet


def redacted(
    sheets: Mapping[TableName, Sheet], errors: Sequence[Finding]
) -> dict[TableName, Sheet]:
    """The same tables with ``OMITTED`` for what says who somebody is, and without the content of
    columns that are closed or that the format does not have. Rows and columns keep their places.
    """
    wrong: dict[TableName, dict[int, set[str]]] = {table: defaultdict(set) for table in TableName}
    for error in errors:
        if error.column is not None and error.kind is not ErrorKind.MISSING_COLUMN:
            wrong[error.table][error.row].add(error.column)
    closed = {
        header(error.column)
        for error in errors
        if error.column is not None and error.kind is ErrorKind.CLOSED_COLUMN
    }
    return {table: _redacted(table, sheets[table], wrong[table], closed) for table in TableName}


def _redacted(
    table: TableName, sheet: Sheet, wrong: Mapping[int, set[str]], closed: set[str]
) -> Sheet:
    known = {column.name for column in COLUMNS[table]} - closed
    names = [header(written) for written in sheet.header]
    rows = tuple(
        (
            number,
            tuple(
                _kept(name, cell, is_wrong=name in wrong.get(number, ()), known=known)
                for name, cell in zip(names, cells, strict=False)
            ),
        )
        for number, cells in sheet.rows
    )
    return replace(sheet, rows=rows)


def _kept(name: str, cell: str, *, is_wrong: bool, known: set[str]) -> str:
    if name not in known or not cell.strip():
        return ""
    if name == LINKAGE_CODE and not LINKAGE_FORM.fullmatch(cell.strip()):
        return OMITTED  # initials and a year of birth, say: no form tells that
    return OMITTED if is_wrong and identifier_in(cell, is_code=name.endswith("code")) else cell
