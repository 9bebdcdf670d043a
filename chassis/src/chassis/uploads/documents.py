"""Make one clean PDF, with a picture of each page, of papers and photos: no I/O, run by the child.

Every page is drawn anew or brought over alone, and of it what it is drawn with
(``chassis.uploads.plain_pages``): no script, attachment, field or comment, and nothing of where and
with what a photo was taken.
"""

import base64
import io
import struct
from collections.abc import Iterator, Sequence
from typing import Any

from chassis.uploads.limits import Fault, Limits, UnreadableFileError

PDF = "pdf"
"""The sheet with the document; those of its pages are called by their numbers."""
CHUNK = 90_000
"""Characters of a cell, so that a line of cells stays below what the parent reads at once."""
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 3_000
"""Pixels of a photo that are kept: an A4 at 250 dots an inch."""
A4_INCHES = 11.69
PREVIEW = (1_000, 1_414)
"""Pixels of a preview at most; an A4 fills it."""
_LENGTH = struct.Struct(">Q")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")

Sheet = tuple[str, Iterator[list[Any]]]


def framed(files: Sequence[bytes]) -> bytes:
    """Several files as one stream of bytes; ``document`` takes them apart."""
    return b"".join(part for file in files for part in (_LENGTH.pack(len(file)), file))


def document(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The clean PDF and then the pictures, in cells of Base64. Raises ``UnreadableFileError``."""
    import pypdfium2 as pdfium

    from chassis.uploads.plain_pages import NoPlainPagesError, plain_pages

    whole = pdfium.PdfDocument.new()
    for file in unframed(data):
        _add(whole, file, limits)
    if not len(whole):
        raise UnreadableFileError(Fault.NO_DOCUMENT, limits)
    written = io.BytesIO()
    whole.save(written)
    try:
        plain = plain_pages(written.getvalue())
        seen = pdfium.PdfDocument(plain)
    except (NoPlainPagesError, pdfium.PdfiumError):
        raise UnreadableFileError(Fault.NO_DOCUMENT, limits) from None
    yield PDF, cells_of(plain)
    for number in range(len(seen)):
        yield str(number + 1), cells_of(_preview(seen[number]))


def unframed(data: bytes) -> Iterator[bytes]:
    """The way back from :func:`framed`."""
    at = 0
    while at < len(data):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        yield data[at : at + length]
        at += length


def _add(whole: Any, file: bytes, limits: Limits) -> None:
    import pypdfium2 as pdfium

    if file.startswith(_PICTURES):
        file = _page_of(file, limits)
    elif b"%PDF-" not in file[:1024]:
        raise UnreadableFileError(Fault.NO_DOCUMENT, limits)
    try:
        part = pdfium.PdfDocument(file)
        if len(whole) + len(part) > limits.pages:
            raise UnreadableFileError(Fault.TOO_MANY_PAGES, limits)
        for number in range(len(part)):
            page = part[number]  # held, since a page that nobody holds is closed
            pdfium.raw.FPDFPage_Flatten(page.raw, pdfium.raw.FLAT_PRINT)
        whole.import_pages(part)
    except pdfium.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD
        fault = Fault.LOCKED if is_locked else Fault.NO_DOCUMENT
        raise UnreadableFileError(fault, limits) from None


def _page_of(picture: bytes, limits: Limits) -> bytes:
    """A photo as a page, upright, of the size of a sheet at most."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # its own limit only warns; ours stands below
    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UnreadableFileError(Fault.DOCUMENT_TOO_LARGE, limits)
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image = ImageOps.exif_transpose(opened)
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except (OSError, SyntaxError, ValueError, struct.error, EOFError):
        raise UnreadableFileError(Fault.NO_DOCUMENT, limits) from None
    paper = Image.new("RGB", image.size, "white")
    seen = image.convert("RGBA")
    paper.paste(seen, mask=seen)
    written = io.BytesIO()
    paper.save(written, "PDF", resolution=max(paper.size) / A4_INCHES, quality=85)
    return written.getvalue()


def _preview(page: Any) -> bytes:
    width, height = page.get_size()
    scale = min(PREVIEW[0] / max(width, 1), PREVIEW[1] / max(height, 1))
    written = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(written, "JPEG", quality=75)
    return written.getvalue()


def cells_of(content: bytes) -> Iterator[list[Any]]:
    """Bytes as cells of Base64, a row each, for what is no table."""
    text = base64.b64encode(content).decode()
    return ([text[at : at + CHUNK]] for at in range(0, len(text), CHUNK))
