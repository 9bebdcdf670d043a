"""A copy of a report of the police, as somebody adds it to a case."""

import io

from pypdf import PdfWriter


def report() -> bytes:
    """One empty page."""
    pages, file = PdfWriter(), io.BytesIO()
    pages.add_blank_page(595, 842)
    pages.write(file)
    return file.getvalue()
