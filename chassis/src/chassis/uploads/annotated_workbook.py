"""Put notes into a workbook that somebody sent, and keep all else as it is: run by the child.

Sheets, titles, widths, formats, formulas and drop-down lists stay. Macros do not.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from chassis.uploads.annotations import Overview, SheetNotes, unpacked
from chassis.uploads.documents import cells_of
from chassis.uploads.drop_downs import restore_drop_downs
from chassis.uploads.limits import Fault, Limits, UnreadableFileError
from chassis.uploads.parser import check_archive

XLSX = "xlsx"
"""The sheet of the answer that holds the workbook."""
MARK = "F9D7D3"
"""The colour (RGB) of a cell that is wrong."""
MOST_COMMENTS = 2_000
"""Comments of one sheet: with more, programs grow slow. The column beside the row has them all."""
AUTHOR = "Krachtlijn"
COMMENT_SIZE = {"width": 320, "height": 110}
"""Pixels."""
BESIDE_WIDTH = 70
"""Characters."""

Sheet = tuple[str, Iterator[list[Any]]]


def annotated_workbook(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The XLSX file with its notes, in cells of Base64. Raises ``UnreadableFileError``."""
    import openpyxl

    file, annotations = unpacked(data)
    check_archive(file, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that are left out
            book = openpyxl.load_workbook(io.BytesIO(file), rich_text=True)
        restore_drop_downs(book, file)
        for notes in annotations.sheets:
            _annotate(book[notes.name], notes)
        for name in annotations.emptied:
            _empty(book, name)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile):
        raise UnreadableFileError(Fault.NO_WORKBOOK, limits) from None
    if annotations.overview is not None:
        _add_overview(book, annotations.overview)
    yield XLSX, cells_of(_written(book))


def _annotate(sheet: Any, notes: SheetNotes) -> None:
    for row, column, text in notes.values:
        _put(sheet.cell(row, column), text)
    if not notes.title:
        return
    place = _place_beside(sheet, notes)
    _take_marks_away(sheet, notes, place)
    _mark(sheet, notes.cells)
    header = sheet.cell(notes.header_row, place)
    _put(header, notes.title)
    _look_like(header, sheet.cell(notes.header_row, max(notes.table, default=place)))
    sheet.column_dimensions[_letter(place)].width = BESIDE_WIDTH
    for row, text in notes.beside:
        _put(sheet.cell(row, place), text)


def _put(cell: Any, text: str) -> None:
    """The text as a text, whatever it looks like; in a merged cell only its first holds one."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell

    if isinstance(cell, MergedCell):
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    if text:
        cell.data_type = "s"


def _place_beside(sheet: Any, notes: SheetNotes) -> int:
    """The column of an earlier answer, or the first one right of all that holds something."""
    last = max(notes.table, default=0)
    for row in sheet.iter_rows(min_row=notes.header_row):
        for cell in reversed(row):
            if cell.value is not None:
                if cell.row == notes.header_row and cell.value == notes.title:
                    return int(cell.column)
                last = max(last, cell.column)
                break
    return last + 1


def _take_marks_away(sheet: Any, notes: SheetNotes, place: int) -> None:
    """Our own of an earlier answer: what is right by now is no longer red."""
    from openpyxl.styles import PatternFill

    nothing = PatternFill()
    table = {*notes.table, place}
    for row in sheet.iter_rows(min_row=notes.header_row):
        for cell in row:
            if cell.column not in table:
                continue
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
            if cell.has_style and _is_marked(cell):
                cell.fill = nothing
            if cell.column == place and cell.row > notes.header_row:
                _put(cell, "")


def _is_marked(cell: Any) -> bool:
    colour = cell.fill.fgColor
    return colour.type == "rgb" and str(colour.rgb).endswith(MARK)


def _mark(sheet: Any, cells: Sequence[tuple[int, int, str]]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    wrong = PatternFill("solid", fgColor=f"FF{MARK}")
    for nr, (row, column, text) in enumerate(cells):
        cell = sheet.cell(row, column)
        cell.fill = wrong
        if nr < MOST_COMMENTS:
            cell.comment = Comment(_with_theirs(cell.comment, text), AUTHOR, **COMMENT_SIZE)


def _with_theirs(comment: Any, text: str) -> str:
    """A comment of their own at the cell stays, below ours."""
    return f"{text}\n\n{comment.text}" if comment is not None else text


def _look_like(cell: Any, other: Any) -> None:
    if other.has_style:
        cell._style = other._style.__copy__()


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))


def _empty(book: Any, name: str) -> None:
    """The sheet anew: without cells, comments, pictures and charts, at the same place."""
    place = book.sheetnames.index(name)
    book.remove(book[name])
    book.create_sheet(name, place)


def _add_overview(book: Any, overview: Overview) -> None:
    from openpyxl.styles import Font

    ours = [name for name in book.sheetnames if _is_ours(book[name], overview)]
    for name in ours:
        book.remove(book[name])
    sheet = book.create_sheet(overview.name, 0)  # a name that is taken gets a number behind it
    for place, title in enumerate(overview.titles, start=1):
        cell = sheet.cell(1, place, title)
        cell.font = Font(bold=True)
        sheet.column_dimensions[_letter(place)].width = (
            18 if place < len(overview.titles) - 1 else 60
        )
    for nr, row in enumerate(overview.rows, start=2):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(nr, place)
            if isinstance(value, int):
                cell.value = value
            else:
                _put(cell, value)
    for each in book:
        each.sheet_view.tabSelected = each is sheet
    book.active = 0


def _is_ours(sheet: Any, overview: Overview) -> bool:
    first = next(sheet.iter_rows(max_row=1, values_only=True), ()) if hasattr(sheet, "cell") else ()
    return [*first][: len(overview.titles)] == [*overview.titles]


def _written(book: Any) -> bytes:
    """The workbook as bytes, without the files that its library writes sheets to."""
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):  # type: ignore[misc]
        def write_worksheet(self, sheet: Any) -> None:
            sheet._drawing = SpreadsheetDrawing()
            sheet._drawing.charts = sheet._charts
            sheet._drawing.images = sheet._images
            content = io.BytesIO()
            writer = WorksheetWriter(sheet, content)
            writer.write()
            sheet._rels = writer._rels
            self._archive.writestr(sheet.path[1:], content.getvalue())
            self.manifest.append(sheet)

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        InMemory(book, archive).write_data()
    return buffer.getvalue()
