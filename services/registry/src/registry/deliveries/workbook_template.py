"""The empty workbook that organisations fill in: three sheets, an explanation and the codes."""

import io
from typing import Any

import xlsxwriter

from registry.deliveries.rules.minimum_format import COLUMNS, Agreements, Kind, TableName, columns

LAST_ROW = 5000
"""The last row with drop-down lists."""
LISTS = "codelijsten"
EXPLANATION = "uitleg"
EXAMPLES = {Kind.MONTH: "2016-03", Kind.NUMBER: "12", Kind.PSEUDONYM: "c-0417"}


def write(agreements: Agreements) -> bytes:
    """An XLSX file with the columns that an organisation with these agreements may deliver."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
        as_text = book.add_format({"num_format": "@"})
        sheets = {table: book.add_worksheet(table) for table in TableName}
        ranges = _code_lists(book.add_worksheet(LISTS), bold)
        for table, sheet in sheets.items():
            _table(sheet, table, agreements, ranges, bold, as_text)
        _explanation(book.add_worksheet(EXPLANATION), agreements, bold)
    return buffer.getvalue()


def _table(
    sheet: Any,
    table: TableName,
    agreements: Agreements,
    ranges: dict[tuple[TableName, str], str],
    bold: Any,
    as_text: Any,
) -> None:
    """Cells are texts, so that a month stays a month and a code that looks like a number a code."""
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns(table, agreements)):
        sheet.write_string(0, place, column.name, bold)
        sheet.set_column(place, place, max(12, len(column.name) + 2), as_text)
        source = ranges.get((table, column.name))
        if source is not None and column.kind is Kind.CODE:
            sheet.data_validation(1, place, LAST_ROW, place, {"validate": "list", "source": source})


def _code_lists(sheet: Any, bold: Any) -> dict[tuple[TableName, str], str]:
    """Write every list in a column of its own; its range, by table and column."""
    ranges = {}
    place = 0
    for table in TableName:
        for column in COLUMNS[table]:
            if column.list is None:
                continue
            listed = [*column.list]
            sheet.write_string(0, place, f"{table}: {column.name}", bold)
            sheet.set_column(place, place, 28)
            for nr, code in enumerate(listed, start=1):
                sheet.write_string(nr, place, code)
            letter = xlsxwriter.utility.xl_col_to_name(place)
            ranges[table, column.name] = f"={LISTS}!${letter}$2:${letter}${len(listed) + 1}"
            place += 1
    return ranges


def _explanation(sheet: Any, agreements: Agreements, bold: Any) -> None:
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 12)
    sheet.set_column(3, 4, 40)
    for place, title in enumerate(("tabel", "kolom", "verplicht", "uitleg", "voorbeeld")):
        sheet.write_string(0, place, title, bold)
    nr = 1
    for table in TableName:
        for column in columns(table, agreements):
            example = next(iter(column.list)) if column.list else EXAMPLES[column.kind]
            required = "ja" if column.required else "nee"
            for place, text in enumerate(
                (table.value, column.name, required, column.explanation, example)
            ):
                sheet.write_string(nr, place, text)
            nr += 1
