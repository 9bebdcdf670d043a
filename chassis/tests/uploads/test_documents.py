"""Papers and photos: one clean PDF with pictures, of nothing but the pages of the files."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.generic import NameObject, TextStringObject

from chassis.uploads import Fault, Limits, UnreadableFileError
from chassis.uploads.documents import document, framed
from chassis.uploads.reader import read_document

LIMITS = Limits(rows=0, pages=5)
GPS, ORIENTATION = 0x8825, 0x0112


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300)) -> bytes:
    """Taken lying down, at a place that the camera wrote in it."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010F] = "CAMERA-ONBESTAAND"
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, exif=exif)
    return written.getvalue()


def paper(pages: int = 1, password: str = "") -> bytes:
    """With a script, an attachment and an author."""
    writer, written = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_open_action(JavaScript("app.alert('hier')"))
    writer.add_attachment("bijlage.exe", b"MZ-BIJLAGE")
    writer.add_metadata({"/Author": "AUTEUR-ONBESTAAND"})
    writer.root_object[NameObject("/Lang")] = TextStringObject("nl")
    if password:
        writer.encrypt(password)
    writer.write(written)
    return written.getvalue()


async def test_a_photo_stands_upright_without_its_place_or_camera() -> None:
    made = await read_document([photo()], LIMITS)
    (page,) = PdfReader(io.BytesIO(made.pdf)).pages
    assert page.mediabox.height > page.mediabox.width
    for told in (b"CAMERA-ONBESTAAND", b"GPS", b"Exif"):
        assert told not in made.pdf + b"".join(made.pictures)
    (shown,) = (Image.open(io.BytesIO(picture)) for picture in made.pictures)
    assert shown.format == "JPEG"
    assert shown.height > shown.width


async def test_of_a_paper_only_its_pages_remain() -> None:
    made = await read_document([paper(2)], LIMITS)
    read = PdfReader(io.BytesIO(made.pdf))
    assert len(read.pages) == len(made.pictures) == 2
    assert read.attachments == {}
    for told in (b"JavaScript", b"app.alert", b"bijlage.exe", b"AUTEUR-ONBESTAAND"):
        assert told not in made.pdf


async def test_several_files_are_one_document_in_their_order() -> None:
    made = await read_document([paper(), photo("PNG", (300, 400)), photo()], LIMITS)
    assert len(PdfReader(io.BytesIO(made.pdf)).pages) == len(made.pictures) == 3


async def test_a_long_text_of_cells_comes_through_whole() -> None:
    noise = Image.effect_noise((1_300, 1_300), 90).convert("RGB")
    written = io.BytesIO()
    noise.save(written, "PNG")
    made = await read_document([written.getvalue()], LIMITS)
    assert len(made.pdf) > 500_000
    assert len(PdfReader(io.BytesIO(made.pdf)).pages) == 1


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ([], Fault.NO_DOCUMENT),
        ([b""], Fault.NO_DOCUMENT),
        ([b"MZ\x90\x00"], Fault.NO_DOCUMENT),
        ([b"<svg onload='alert(1)'/>"], Fault.NO_DOCUMENT),
        ([b"%PDF-1.7\nno more than that"], Fault.NO_DOCUMENT),
        ([photo()[:200]], Fault.NO_DOCUMENT),
        ([b"GIF89a"], Fault.NO_DOCUMENT),
        ([paper(password="geheim")], Fault.LOCKED),
        ([paper(3), paper(3)], Fault.TOO_MANY_PAGES),
    ],
)
async def test_what_is_no_paper_is_refused_with_what_to_do(
    files: list[bytes], fault: Fault
) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        await read_document(files, LIMITS)
    assert refused.value.fault is fault
    assert str(refused.value.text)


async def test_a_picture_that_unpacks_to_far_too_much_costs_a_sentence() -> None:
    written = io.BytesIO()
    Image.new("1", (16_000, 16_000)).save(written, "PNG")
    with pytest.raises(UnreadableFileError) as refused:
        await read_document([written.getvalue()], LIMITS)
    assert refused.value.fault is Fault.DOCUMENT_TOO_LARGE


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-1.4", b"\xff\xd8\xff"]))
def test_any_bytes_are_a_document_or_a_fault(content: bytes, begin: bytes) -> None:
    try:
        sheets = [name for name, _ in document(framed([begin + content]), LIMITS)]
    except UnreadableFileError as error:
        assert str(error.text)
    else:
        assert sheets
