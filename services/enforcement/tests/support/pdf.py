"""Letters as files: their text, and whether a program can read them aloud."""

import io
import re
from pathlib import Path
from typing import Any

import pdfua
from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def text_of(pdf: bytes) -> str:
    """All words of a file, each run of white space one space."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return " ".join(" ".join(pages).split())


def must_be_read_aloud(pdf: bytes, folder: Path) -> None:
    """What PDF/UA-1 (ISO 14289-1) asks and a program can see: two look, not the maker."""
    file = folder / "letter.pdf"
    file.write_bytes(pdf)
    report = pdfua.validate(str(file))
    assert [finding.message for finding in report.findings] == []
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.root_object
    assert root["/Lang"].lower() == "nl-be"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert re.search(r"pdfaid:part>2<", xmp)
    assert re.search(r"pdfaid:conformance>A<", xmp)
    tags = list(_tags(root["/StructTreeRoot"]["/K"]))
    headings = [tag for tag in tags if re.fullmatch(r"/H[1-6]", tag)]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1
    assert set(headings) <= {"/H1", "/H2"}
    assert "/P" in tags
    for page in reader.pages:
        assert page["/Tabs"] == "/S"
        for font in page["/Resources"]["/Font"].values():
            assert "/ToUnicode" in font.get_object()


def _tags(node: Any) -> Any:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from _tags(node["/K"])
