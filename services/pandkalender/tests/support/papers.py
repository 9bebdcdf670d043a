"""Papers to send along: a PDF of one page, and a photo that says where it was taken."""

import io

from PIL import Image

PLACE = b"SYNTHETISCHE PLAATS 51.2194 N"


def photo() -> bytes:
    """A JPEG whose metadata hold a place."""
    image = Image.new("RGB", (600, 800), "white")
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    written = io.BytesIO()
    image.save(written, "JPEG", exif=exif)
    return written.getvalue()


def pdf() -> bytes:
    written = io.BytesIO()
    Image.effect_noise((900, 1200), 90).convert("RGB").save(written, "PDF", quality=95)
    return written.getvalue()
