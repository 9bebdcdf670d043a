"""Judge of documents that people take away: qpdf, by PyPI ``pikepdf``.

``pdfua`` judges in ``services/*/tests`` whether documents can be read aloud, ``openpyxl`` reads the
workbooks there.
"""

import io
from typing import Any

import pikepdf

from reporting.reports.render_pdf import as_pdf

from .support.report import edition


def fonts(document: pikepdf.Pdf) -> list[Any]:
    found = []
    for page in document.pages:
        for font in page.Resources.get("/Font", {}).values():
            inner = font.get("/DescendantFonts", [font])
            found += [each.FontDescriptor for each in inner]
    return found


def test_a_report_in_print_is_a_sound_document_with_its_fonts_in_it() -> None:
    with pikepdf.open(io.BytesIO(as_pdf(edition()))) as document:
        assert document.check_pdf_syntax() == []
        assert fonts(document)
        for descriptor in fonts(document):
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())


def test_qpdf_refuses_a_torn_document() -> None:
    """The judge above is one that can say no."""
    torn = as_pdf(edition()).replace(b"endobj", b"endob_", 3)
    with pikepdf.open(io.BytesIO(torn)) as document:
        assert document.check_pdf_syntax() or document.get_warnings()
