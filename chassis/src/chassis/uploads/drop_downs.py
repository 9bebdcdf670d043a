"""Drop-down lists that Excel keeps in an extension, which its library for Python leaves out.

Excel moves a list there when its choices stand on another sheet. An ordinary list may say so too.
"""

import io
import posixpath
import zipfile
from typing import Any
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EXTENSION = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
CELLS = "{http://schemas.microsoft.com/office/excel/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MARKER = b"x14:dataValidation "


def restore_drop_downs(book: Any, file: bytes) -> None:
    """Add the lists of a workbook's extensions to its sheets, as ordinary ones."""
    from openpyxl.worksheet.datavalidation import DataValidation

    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name, part in _parts(archive).items():
            content = archive.read(part)
            if MARKER not in content:
                continue
            for element in ElementTree.fromstring(content).iter(f"{EXTENSION}dataValidation"):  # noqa: S314
                formula = element.findtext(f"{EXTENSION}formula1/{CELLS}f")
                cells = element.findtext(f"{CELLS}sqref")
                if element.get("type") == "list" and formula and cells:
                    blank = element.get("allowBlank") == "1"
                    listed = DataValidation("list", formula, allow_blank=blank, sqref=cells)
                    book[name].add_data_validation(listed)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where each sheet stands in the archive, by its name."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    return {
        sheet.get("name", ""): posixpath.normpath(
            posixpath.join("xl", targets[sheet.get(f"{RELATION}id")])
        )
        .removeprefix("xl/../")
        .lstrip("/")
        for sheet in book.iter(f"{MAIN}sheet")
    }
