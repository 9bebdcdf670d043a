"""Files that mean harm, each a few kilobytes or little more, made anew for each run."""

import io
import zipfile
from collections.abc import Mapping

import xlsxwriter

_SHEET = "xl/worksheets/sheet1.xml"
_FAR_CORNER = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
_WIDE = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(2, 180))


def sheet(rows: list[list[object]]) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        page = book.add_worksheet("Blad 1")
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
    return output.getvalue()


def corner_cell() -> bytes:
    """A1, and the last column of the last row: 549 GB for whoever makes a table of it."""
    return _with_part(_SHEET, ("</sheetData>", _FAR_CORNER))


def wide_rows() -> bytes:
    """178 rows that have only their last column: three million empty cells."""
    return _with_part(_SHEET, ("</sheetData>", f"{_WIDE}</sheetData>"))


def blown_up_string() -> bytes:
    """One text of 10 MB, in a hundred thousand cells."""
    cell = '<c t="s"><v>0</v></c>' * 100
    rows = f"<row>{cell}</row>" * 1_000
    strings = f'<sst count="1" uniqueCount="1"><si><t>{"x" * 10_000_000}</t></si></sst>'
    return _rewritten(
        sheet([["x"]]),
        {
            _SHEET: f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
            "xl/sharedStrings.xml": strings,
        },
    )


def nested_archive() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 50_000_000)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", inner.getvalue())
    return output.getvalue()


def lying_sizes() -> bytes:
    """An archive whose table of contents says that a sheet of 200 MB has ten bytes."""
    cells = '<row><c t="str"><v>abcdefgh</v></c></row>' * 5_000_000
    whole = bytearray(
        _rewritten(
            sheet([["x"]]), {_SHEET: f"<worksheet><sheetData>{cells}</sheetData></worksheet>"}
        )
    )
    entry = whole.rfind(b"PK\x01\x02", 0, whole.rfind(_SHEET.encode()))
    whole[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    return bytes(whole)


def many_parts() -> bytes:
    """An archive of 10,000 sheets."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for number in range(10_000):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", "<worksheet/>")
    return output.getvalue()


def many_sheets() -> bytes:
    """10,000 sheets that are all the same part."""
    named = "".join(
        f'<sheet name="Blad {number}" sheetId="{number + 2}" r:id="rId1"/>'
        for number in range(10_000)
    )
    return _with_part("xl/workbook.xml", ("</sheets>", f"{named}</sheets>"))


def _with_part(name: str, change: tuple[str, str]) -> bytes:
    whole = sheet([["a", "b"], ["1", "2"]])
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        part = archive.read(name).decode()
    return _rewritten(whole, {name: part.replace(*change)})


def _rewritten(whole: bytes, parts: Mapping[str, str]) -> bytes:
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for part in source.infolist():
            content = parts.get(part.filename)
            target.writestr(
                part.filename, source.read(part) if content is None else content.encode()
            )
    return output.getvalue()


WORKBOOKS = (
    corner_cell,
    wide_rows,
    blown_up_string,
    nested_archive,
    lying_sizes,
    many_parts,
    many_sheets,
)


def endless_line() -> bytes:
    return b"a;b\n" + b"x" * 20_000_000


def endless_columns() -> bytes:
    return b"a;b\n" + b";" * 5_000_000 + b"x\n"


def endless_rows() -> bytes:
    return b"a;b\n" + b"1;2\n" * 2_000_000


TEXTS = (endless_line, endless_columns, endless_rows)
