"""A workbook with what was delivered and each error beside its cell, written anew.

For what was delivered otherwise than in a workbook of XLSX, or in one that is too large to be
marked itself: the tables as they were kept, on the same rows; drop-down lists stand ready. Read
again it gives the same values.
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from registry.minimum_format.rules.columns import (
    ANSWER_COLUMN,
    COLUMNS,
    Agreements,
    TableName,
    header,
)
from registry.minimum_format.workbook_template import Draft, drafted, explain, head
from registry.uploads import overview
from registry.uploads.rules.sentences import said, sentence
from registry.validation.rules.findings import OF_HEADER, Finding
from registry.validation.rules.groups import ErrorGroup, grouped
from registry.validation.rules.validate import Sheet

MOST_COMMENTS = 2_000
"""Comments of one sheet: with more, programs grow slow. The column beside the row has them all."""


def write(
    sheets: Mapping[TableName, Sheet], errors: Sequence[Finding], agreements: Agreements
) -> bytes:
    """An XLSX file. ``errors`` are all those of ``sheets``."""
    by_table: dict[TableName, dict[int, list[Finding]]] = {
        table: defaultdict(list) for table in TableName
    }
    for error in errors:
        by_table[error.table][error.row].append(error)
    buffer = io.BytesIO()
    with drafted(buffer, before=[overview.NAME]) as draft:
        _overview(draft, grouped(errors))
        wrong = draft.book.add_format({"num_format": "@", "bg_color": "#F9D7D3"})
        for table in TableName:
            _table(draft, table, sheets[table], by_table[table], wrong)
        explain(draft, agreements)
    return buffer.getvalue()


def _overview(draft: Draft, groups: Iterable[ErrorGroup]) -> None:
    sheet = draft.book.get_worksheet_by_name(overview.NAME)
    sheet.set_column(0, 3, 18)
    sheet.set_column(4, 5, 60)
    for place, title in enumerate(overview.TITLES):
        sheet.write_string(0, place, title, draft.bold)
    for nr, row in enumerate(overview.rows(groups), start=1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(nr, place, value)
            else:
                sheet.write_string(nr, place, value)


def _table(
    draft: Draft,
    table: TableName,
    content: Sheet,
    errors: Mapping[int, Sequence[Finding]],
    wrong: Any,
) -> None:
    sheet = draft.sheets[table]
    top = content.header_row - 1
    known = {column.name for column in COLUMNS[table]}
    names = [header(name) if header(name) in known else name for name in content.header]
    last = len(names)
    head(draft, table, [*names, ANSWER_COLUMN], top)
    sheet.set_column(last, last, 70)
    of_header = [error for error in errors.get(content.header_row, ()) if error.kind in OF_HEADER]
    if of_header:
        comment = f"{ANSWER_COLUMN}: {said(of_header)}"
        sheet.write_comment(top, last, comment, {"x_scale": 3, "y_scale": 2})
    comments = 0
    for number, cells in content.rows:
        by_column = {error.column: error for error in errors.get(number, ())}
        for place, name in enumerate(names):
            cell = cells[place] if place < len(cells) else ""
            error = by_column.get(name)
            if error is None:
                if cell:
                    sheet.write_string(number - 1, place, cell, draft.as_text)
                continue
            if cell:
                sheet.write_string(number - 1, place, cell, wrong)
            else:
                sheet.write_blank(number - 1, place, None, wrong)
            if comments < MOST_COMMENTS:
                sheet.write_comment(number - 1, place, sentence(error))
                comments += 1
        if number in errors:
            sheet.write_string(number - 1, last, said(errors[number]), draft.as_text)
