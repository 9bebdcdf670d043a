"""The empty workbook that organisations fill in: three sheets, an explanation and the codes."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from registry.minimum_format.rules.columns import (
    COLUMNS,
    Agreements,
    Column,
    Kind,
    TableName,
    columns,
)

LAST_ROW = 20_000
"""The last row with drop-down lists."""
LISTS = "codelijsten"
EXPLANATION = "uitleg"
EXAMPLES = {Kind.MONTH: "2016-03", Kind.NUMBER: "12", Kind.PSEUDONYM: "c-0417", Kind.LINKAGE: ""}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""Options that keep what people wrote a text, whatever it looks like."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A workbook in the making: its formats, and where each list of codes stands."""

    book: Any
    bold: Any
    as_text: Any
    ranges: Mapping[tuple[TableName, str], str]
    sheets: Mapping[TableName, Any]


def write(agreements: Agreements) -> bytes:
    """An XLSX file with the columns that an organisation with these agreements may deliver."""
    buffer = io.BytesIO()
    with drafted(buffer) as draft:
        for table in TableName:
            names = [column.name for column in columns(table, agreements)]
            head(draft, table, names, 0)
        explain(draft, agreements)
    return buffer.getvalue()


@contextmanager
def drafted(buffer: io.BytesIO, *, before: Sequence[str] = ()) -> Iterator[Draft]:
    """A workbook with the three sheets and the codes; ``before`` names sheets in front of them."""
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
        as_text = book.add_format({"num_format": "@"})
        for name in before:
            book.add_worksheet(name)
        sheets = {table: book.add_worksheet(table) for table in TableName}
        ranges = _code_lists(book.add_worksheet(LISTS), bold)
        yield Draft(book, bold, as_text, ranges, sheets)


def head(draft: Draft, table: TableName, names: Sequence[str], row: int) -> None:
    """Write a header, counted from 0, with drop-down lists below it.

    Cells are texts, so that a month stays a month and a code that looks like a number a code.
    """
    sheet = draft.sheets[table]
    sheet.freeze_panes(row + 1, 0)
    known: dict[str, Column] = {column.name: column for column in COLUMNS[table]}
    for place, name in enumerate(names):
        sheet.write_string(row, place, name, draft.bold)
        sheet.set_column(place, place, max(12, len(name) + 2), draft.as_text)
        source = draft.ranges.get((table, name))
        if source is not None and known[name].kind is Kind.CODE:
            listed = {"validate": "list", "source": source}
            sheet.data_validation(row + 1, place, LAST_ROW, place, listed)


def explain(draft: Draft, agreements: Agreements) -> None:
    """Add the sheet that says what each column is for."""
    sheet = draft.book.add_worksheet(EXPLANATION)
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 12)
    sheet.set_column(3, 4, 40)
    for place, title in enumerate(("tabel", "kolom", "verplicht", "uitleg", "voorbeeld")):
        sheet.write_string(0, place, title, draft.bold)
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
