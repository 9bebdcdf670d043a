"""Papers and photos as people send them; nothing on them exists."""

import io

from PIL import Image
from pypdf import PdfWriter

MAKER = 0x010F


def photo(camera: str = "CAMERA-ONBESTAAND", colour: str = "teal") -> bytes:
    """A JPEG in which the camera wrote its name."""
    exif = Image.Exif()
    exif[MAKER] = camera
    written = io.BytesIO()
    Image.new("RGB", (300, 400), colour).save(written, "JPEG", exif=exif)
    return written.getvalue()


def paper(pages: int = 1) -> bytes:
    writer, written = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(written)
    return written.getvalue()
