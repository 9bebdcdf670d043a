"""Make a PDF of nothing but the look of its pages: what is not known to draw does not come along.

A list of what may stay, and none of what must go: whatever a file has beside its pages (scripts,
actions, attachments, forms, comments, outlines, layers, private data of programs, where and with
what a photo was taken), and what a later edition of PDF may add, has no way in. No I/O.
"""

import io
import struct
import zlib

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

PAGE = ("MediaBox", "CropBox", "Rotate", "UserUnit", "Resources", "Contents", "Group")
NAMED = {
    **dict.fromkeys(
        ("Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading"), "Resources"
    ),
    "CharProcs": "",
    "Colorants": "",
}
"""Dictionaries of which the keys are names that a page gives to things it draws with, and where
they are that."""
DRAWING = frozenset(
    """
    Type Subtype Resources Group S CS I K Filter DecodeParms
    Width Height BitsPerComponent ImageMask Mask SMask Matte Decode Interpolate SMaskInData
    BBox Matrix FormType PatternType PaintType TilingType XStep YStep
    ShadingType Background AntiAlias Coords Domain Function Extend BitsPerCoordinate BitsPerFlag
    VerticesPerRow FunctionType Functions Bounds Encode C0 C1 N Size Order Range Alternate
    WhitePoint BlackPoint Gamma Process Components
    LW LC LJ ML D OP op OPM BG BG2 UCR UCR2 TR TR2 SM SA BM CA ca AIS TK G BC
    BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts
    CIDSystemInfo Registry Ordering Supplement W W2 DW DW2 CIDToGIDMap FontBBox FontMatrix
    Differences BaseEncoding
    FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading CapHeight
    XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet
    Length1 Length2 Length3 CMapName WMode UseCMap Name
    Predictor Colors Columns EarlyChange BlackIs1 EncodedByteAlign EndOfBlock EndOfLine Rows
    JBIG2Globals ColorTransform
    """.split()  # noqa: SIM905
)
"""Keys of ISO 32000-1 by which something is drawn, in whatever kind of dictionary they stand."""
DEEPEST = 100
_JPEG = b"\xff\xd8\xff"
_JP2 = (b"jP  ", b"ftyp", b"jp2h", b"jp2c")


class NoPlainPagesError(ValueError):
    """The file cannot be read as a PDF; it says nothing of what is in it."""


def plain_pages(pdf: bytes) -> bytes:
    """The pages of a file, as they are drawn and in their order. Raises ``NoPlainPagesError``.

    What a layer hid is seen, since layers do not come along. What this made it leaves as it is.
    """
    try:
        reader = PdfReader(io.BytesIO(pdf))
        writer = PdfWriter()
        writer.metadata, writer.pdf_header = None, "%PDF-1.7"
        copy = _Copy(writer)
        for page in reader.pages:
            copy.add(page)
        written = io.BytesIO()
        writer.write(written)
    except (PyPdfError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        raise NoPlainPagesError from None
    except (RecursionError, NotImplementedError, AssertionError, zlib.error):
        raise NoPlainPagesError from None
    return written.getvalue()


class _Copy:
    """The objects of one file on their way to another, each once."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._known: dict[int, IndirectObject] = {}

    def add(self, page: DictionaryObject) -> None:
        target = self._writer.add_blank_page(1, 1)
        del target["/Resources"]
        for name in PAGE:
            value = page.get(f"/{name}")
            if value is not None:
                raw = page.raw_get(f"/{name}")
                target[NameObject(f"/{name}")] = (
                    self._contents(value) if name == "Contents" else self._of(raw, name, "Page", 0)
                )

    def _contents(self, value: PdfObject) -> PdfObject:
        """One stream of all that draws the page."""
        whole = value.get_object()
        parts = whole if isinstance(whole, ArrayObject) else [whole]
        streams = [part.get_object() for part in parts if part is not None]
        drawn = b"\n".join(each.get_data() for each in streams if isinstance(each, StreamObject))
        stream = StreamObject()
        _store(stream, _without_notes(drawn))
        return self._writer._add_object(stream)

    def _of(self, raw: PdfObject, key: str, within: str, depth: int) -> PdfObject:
        """A value of a dictionary, by its key and the key of the dictionary itself."""
        if depth > DEEPEST:
            raise NoPlainPagesError
        value = raw.get_object()
        if isinstance(value, StreamObject):
            return self._once(raw, value, key, within, depth)
        if isinstance(value, DictionaryObject):
            if isinstance(raw, IndirectObject):
                return self._once(raw, value, key, within, depth)
            return self._fill(DictionaryObject(), value, key, within, depth)
        if isinstance(value, ArrayObject):
            return ArrayObject(self._of(each, key, within, depth + 1) for each in value)
        return NullObject() if value is None else value.clone(self._writer)

    def _once(
        self, raw: PdfObject, value: DictionaryObject, key: str, within: str, depth: int
    ) -> PdfObject:
        number = raw.idnum if isinstance(raw, IndirectObject) else -id(value)
        if number not in self._known:
            target = StreamObject() if isinstance(value, StreamObject) else DictionaryObject()
            self._known[number] = self._writer._add_object(target)
            self._fill(target, value, key, within, depth)
            if isinstance(value, StreamObject) and isinstance(target, StreamObject):
                _fill_stream(target, value, within)
        return self._known[number]

    def _fill(
        self, target: DictionaryObject, value: DictionaryObject, key: str, within: str, depth: int
    ) -> DictionaryObject:
        are_names = NAMED.get(key) in ("", within) and not isinstance(value, StreamObject)
        for slashed in value:
            name = slashed[1:]
            if are_names or name in DRAWING or name in NAMED:
                raw = value.raw_get(slashed)
                target[NameObject(slashed)] = self._of(
                    raw, "" if are_names else name, key, depth + 1
                )
        return target


def _fill_stream(target: StreamObject, value: StreamObject, within: str) -> None:
    """The bytes of a stream; pictures and what draws, without what a camera wrote."""
    filters = _filters(value)
    draws = value.get("/Subtype") == "/Form" or "/PatternType" in value or within == "CharProcs"
    if draws:
        _store(target, _without_notes(value.get_data()))
    elif filters and filters[-1] in ("/DCTDecode", "/DCT", "/JPXDecode"):
        data = _decoded(value, filters[:-1])
        is_jpeg = filters[-1] != "/JPXDecode"
        target._data = _without_notes(data) if is_jpeg else _without_boxes(data)
        target[NameObject("/Filter")] = NameObject(filters[-1])
        parms = target.get("/DecodeParms")
        if isinstance(parms, ArrayObject):
            target[NameObject("/DecodeParms")] = parms[-1]
    else:
        target._data = value._data


def _filters(stream: StreamObject) -> list[str]:
    named = stream.get("/Filter")
    if named is None:
        return []
    named = named.get_object()
    return [
        str(each.get_object()) for each in (named if isinstance(named, ArrayObject) else [named])
    ]


def _decoded(stream: StreamObject, filters: list[str]) -> bytes:
    """The bytes of a stream behind its first filters."""
    if not filters:
        return stream._data
    outer = EncodedStreamObject()
    outer._data = stream._data
    outer[NameObject("/Filter")] = ArrayObject(map(NameObject, filters))
    parms = stream.get("/DecodeParms")
    if isinstance(parms, ArrayObject):
        outer[NameObject("/DecodeParms")] = ArrayObject(parms[: len(filters)])
    return outer.get_data()


def _store(target: StreamObject, data: bytes) -> None:
    target._data = zlib.compress(data)
    target[NameObject("/Filter")] = NameObject("/FlateDecode")
    target.pop("/DecodeParms", None)


def _without_notes(data: bytes) -> bytes:
    """The same bytes, of which each JPEG has only what it is drawn with."""
    kept, at = bytearray(), 0
    while (start := data.find(_JPEG, at)) >= 0:
        kept += data[at:start]
        picture, at = _jpeg(data, start)
        kept += picture
    return bytes(kept + data[at:])


def _jpeg(data: bytes, start: int) -> tuple[bytes, int]:
    """A picture (ITU T.81) without application data and comments, and where it ends."""
    kept, at = bytearray(b"\xff\xd8"), start + 2
    while 0 <= (mark := data.find(b"\xff", at)) < len(data) - 1:
        code = data[mark + 1]
        if code == 0xFF:  # a byte that fills
            at = mark + 1
            continue
        if code == 0xD9:
            return bytes(kept + b"\xff\xd9"), mark + 2
        if code in (0x00, 0x01, *range(0xD0, 0xD9)):
            at = mark + 2
            continue
        (length,) = struct.unpack_from(">H", data.ljust(mark + 4, b"\0"), mark + 2)
        end = mark + 2 + max(length, 2)
        content = data[mark + 4 : end]
        is_adobe = code == 0xEE and content.startswith(b"Adobe")
        if is_adobe or not (0xE0 <= code <= 0xEF or code == 0xFE):
            kept += data[mark:end]
        at = end
        if code == 0xDA:
            at = _end_of_scan(data, end)
            kept += data[end:at]
    return bytes(kept), len(data)


def _end_of_scan(data: bytes, at: int) -> int:
    """Where a marker follows that is neither a stuffed byte nor a restart."""
    while 0 <= (mark := data.find(b"\xff", at)) < len(data) - 1:
        if data[mark + 1] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return mark
        at = mark + 1 if data[mark + 1] == 0xFF else mark + 2
    return len(data)


def _without_boxes(data: bytes) -> bytes:
    """A JPEG 2000 (ITU T.800, annex I) of the boxes alone that it is drawn with."""
    if data.startswith(b"\xff\x4f"):
        return data  # no boxes: what is drawn, and nothing else
    kept, at = bytearray(), 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
        end = len(data) if size == 0 else at + max(size, 8)
        if kind in _JP2:
            kept += data[at:end]
        at = end
    return bytes(kept)
