"""Hostile papers: what each level of a PDF may carry beside its look, and none of it comes along.

They are made and read back with QPDF (``pikepdf``), which is not the maker's own library.
"""

import io
import zlib
from contextlib import suppress
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageChops

from chassis.uploads import Limits
from chassis.uploads.plain_pages import NoPlainPagesError, plain_pages
from chassis.uploads.reader import read_document

LIMITS = Limits(rows=0, pages=5)
MARK = "GEVAAR-ONBESTAAND"
GPS = 0x8825


def photo() -> bytes:
    """A JPEG with a place, a camera, a comment, and a second picture behind its end."""
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010F] = MARK
    written = io.BytesIO()
    picture = Image.linear_gradient("L").convert("RGB").resize((64, 48))
    picture.save(written, "JPEG", exif=exif, comment=MARK.encode(), progressive=True)
    return written.getvalue() + b"\xff\xd8\xff\xe1\x00\x14" + MARK.encode() + b"\0\xff\xd9"


def hostile() -> bytes:
    """Script, action, file, data and place at each level: file, page, note, form, picture, font."""
    pdf = Pdf.new()
    act = lambda: Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{MARK}')"))  # noqa: E731
    told = lambda: {  # noqa: E731
        "/AA": Dictionary(O=act(), E=act()),
        "/AF": Array([attached(pdf)]),
        "/PieceInfo": Dictionary(
            Program=Dictionary(Private=String(MARK), LastModified=String(MARK))
        ),
        "/Metadata": Stream(pdf, f"<x:xmpmeta>{MARK}</x:xmpmeta>".encode()),
        "/A": act(),
        "/OC": Dictionary(Type=Name.OCG, Name=String(MARK)),
        "/Measure": Dictionary(Type=Name.Measure, Subtype=Name.GEO, PCSM=String(MARK)),
        "/NieuweSleutel": String(MARK),
    }
    picture = Stream(pdf, photo(), Width=64, Height=48, ColorSpace=Name.DeviceRGB)
    picture.stream_dict.update(
        {"/Type": Name.XObject, "/Subtype": Name.Image, "/BitsPerComponent": 8, **told()}
    )
    picture.Filter = Name.DCTDecode
    wrapped = Stream(pdf, zlib.compress(photo()), Width=64, Height=48, ColorSpace=Name.DeviceRGB)
    wrapped.stream_dict.update({"/Type": Name.XObject, "/Subtype": Name.Image, **told()})
    wrapped.BitsPerComponent = 8
    wrapped.Filter = Array([Name.FlateDecode, Name.DCTDecode])
    wrapped.Alternates = Array([Dictionary(Image=picture, Name=String(MARK))])
    helvetica = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **told_plain(told))
    )
    form = Stream(pdf, b"q 60 0 0 40 20 300 cm /Foto Do Q BT /F1 12 Tf 20 260 Td (vorm) Tj ET")
    form.stream_dict.update({"/Type": Name.XObject, "/Subtype": Name.Form, **told()})
    form.BBox, form.Ref = Array([0, 0, 595, 842]), Dictionary(F=String(MARK))
    form.Resources = Dictionary(
        XObject=Dictionary(Foto=wrapped), Font=Dictionary(F1=helvetica), AA=act()
    )
    inline = (
        b"q 80 0 0 60 300 300 cm BI /W 64 /H 48 /BPC 8 /CS /RGB /F /DCT ID " + photo() + b"\nEI Q"
    )
    drawn = (
        b"q 100 0 0 80 20 500 cm /Foto Do Q /Vorm Do"
        b" /OC /Laag BDC BT /F1 20 Tf 20 700 Td (tekst) Tj ET EMC"
    )
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = Array([pdf.make_stream(drawn), pdf.make_stream(inline)])
    page.Resources = Dictionary(
        XObject=Dictionary(Foto=picture, Vorm=form),
        Font=Dictionary(F1=helvetica),
        Properties=Dictionary(Laag=Dictionary(Type=Name.OCG, Name=String(MARK))),
        **told_plain(told),
    )
    for key, value in told().items():
        page.obj[key] = value
    page.obj["/Thumb"] = picture
    page.obj["/VP"] = Array([Dictionary(Measure=String(MARK))])
    page.Annots = Array([pdf.make_indirect(each) for each in notes(pdf, told, act, form)])
    for key, value in told().items():
        pdf.Root[key] = value
    pdf.Root.OpenAction = act()
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String(MARK), act()])))
    pdf.Root.AcroForm = Dictionary(Fields=page.Annots, XFA=String(MARK))
    pdf.Root.URI = Dictionary(Base=String(f"https://{MARK}"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(Name=String(MARK)))
    pdf.attachments[f"{MARK}.exe"] = MARK.encode()
    with pdf.open_outline() as outline:
        item = pikepdf.OutlineItem(MARK)
        item.action = act()
        outline.root.append(item)
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Author=String(MARK)))
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def told_plain(told: Any) -> dict[str, Any]:
    return {key[1:]: value for key, value in told().items()}


def attached(pdf: Pdf) -> Any:
    file = Stream(pdf, MARK.encode(), Type=Name.EmbeddedFile)
    return Dictionary(Type=Name.Filespec, F=String(MARK), UF=String(MARK), EF=Dictionary(F=file))


def notes(pdf: Pdf, told: Any, act: Any, form: Any) -> list[Any]:
    place = Array([20, 20, 120, 60])
    common: dict[str, Any] = {"Type": Name.Annot, "Rect": place, "Contents": String(MARK)}
    shown = Dictionary(N=form)
    return [
        Dictionary(**common, Subtype=Name.Link, **told_plain(told)),
        Dictionary(**common, Subtype=Name.Text, T=String(MARK), AP=shown, F=4),
        Dictionary(**common, Subtype=Name.FileAttachment, FS=attached(pdf), AP=shown),
        Dictionary(
            **common, Subtype=Name.Widget, FT=Name.Tx, T=String(MARK), AA=Dictionary(K=act())
        ),
        Dictionary(**common, Subtype=Name("/RichMedia"), RichMediaContent=String(MARK)),
    ]


def everything_in(pdf: bytes) -> tuple[set[str], bytes]:
    """Every key of every dictionary, and every text and decoded stream."""
    keys: set[str] = set()
    content = [pdf]
    with Pdf.open(io.BytesIO(pdf)) as read:

        def look(value: Any) -> None:
            if isinstance(value, Stream):
                content.append(value.read_raw_bytes())
                with suppress(pikepdf.PdfError):  # of a picture QPDF opens no JPEG
                    content.append(value.read_bytes())
            if isinstance(value, Dictionary | Stream):
                for key, item in value.items():
                    keys.add(key)
                    if not getattr(item, "is_indirect", False):
                        look(item)
            elif isinstance(value, Array):
                for item in value:
                    if not getattr(item, "is_indirect", False):
                        look(item)
            elif isinstance(value, String):
                content.append(str(value).encode())

        for each in [*read.objects, read.trailer]:
            look(each)
    return keys, b"\n".join(content)


def picture_of(pdf: bytes) -> Image.Image:
    return pdfium.PdfDocument(pdf)[0].render(scale=0.5).to_pil().convert("RGB")


async def test_of_a_hostile_paper_nothing_comes_along_but_the_look_of_its_pages() -> None:
    paper = hostile()
    keys, content = everything_in(paper)
    assert {"/AA", "/AF", "/PieceInfo", "/NieuweSleutel", "/JS"} <= keys  # it is what it says
    assert MARK.encode() in content and b"Exif" in content
    made = await read_document([paper], LIMITS)
    keys, content = everything_in(made.pdf)
    forbidden = (
        "/AA /AF /PieceInfo /Metadata /A /OC /Measure /NieuweSleutel /JS /JavaScript /Annots /Names"
        " /OpenAction /AcroForm /OCProperties /Outlines /Thumb /VP /Alternates /Ref /Properties /EF"
        " /URI /XFA /EmbeddedFiles /Info /StructTreeRoot /LastModified"
    )
    assert keys & set(forbidden.split()) == set()
    for told in (MARK, "Exif", "JavaScript", "app.alert", "xmpmeta"):
        assert told.encode() not in content, told
    words = pdfium.PdfDocument(made.pdf)[0].get_textpage().get_text_bounded()
    assert "tekst" in words and "vorm" in words


def test_the_pages_look_as_they_did_and_a_plain_file_stays_as_it_is() -> None:
    paper = hostile()
    once = plain_pages(paper)
    with Pdf.open(io.BytesIO(paper), allow_overwriting_input=False) as read:
        del read.pages[0].Annots  # comments are drawn by the step before
        shown = io.BytesIO()
        read.save(shown)
    assert ImageChops.difference(picture_of(shown.getvalue()), picture_of(once)).getbbox() is None
    assert plain_pages(once) == once


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj << /Type /Catalog"])
def test_what_is_no_file_is_refused(broken: bytes) -> None:
    with pytest.raises(NoPlainPagesError):
        plain_pages(broken)


def test_a_page_in_itself_ends() -> None:
    pdf = Pdf.new()
    page = pdf.add_blank_page()
    form = Stream(pdf, b"/Zelf Do")
    form.stream_dict.update({"/Subtype": Name.Form, "/BBox": Array([0, 0, 9, 9])})
    page.Resources = Dictionary(XObject=Dictionary(Zelf=form))
    form.Resources = Dictionary(XObject=Dictionary(Zelf=form))
    deep: Any = Array([1])
    for _ in range(200):
        deep = Array([deep])
    written = io.BytesIO()
    pdf.save(written)
    assert len(Pdf.open(io.BytesIO(plain_pages(written.getvalue()))).pages) == 1
    page.Resources.ColorSpace = Dictionary(Diep=deep)
    pdf.save(written := io.BytesIO())
    with pytest.raises(NoPlainPagesError):
        plain_pages(written.getvalue())
