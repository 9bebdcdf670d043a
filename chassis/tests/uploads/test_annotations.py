"""Notes in a file that somebody sent: all else stays, and a hostile file harms nobody."""

import base64
import csv
import io
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chassis.uploads import Annotations, Fault, Limits, SheetNotes, UnreadableFileError
from chassis.uploads.annotated_text import TEXT, annotated_text
from chassis.uploads.annotations import packed
from chassis.uploads.reader import annotate_workbook

from . import hostile

LIMITS = Limits(rows=1_000, seconds=3)
WORDS = st.text("abcé;,\"' 12", max_size=6)


AS_LONG = pytest.mark.night(
    "takes as long as a workbook is read at most, as the first one does",
    stays="::test_a_hostile_workbook_is_not_marked",
)


def hostile_ones() -> Iterator[Any]:
    for make in hostile.WORKBOOKS:
        is_long = make in (hostile.wide_rows, hostile.many_sheets)
        yield pytest.param(make, marks=[AS_LONG] if is_long else [])


@pytest.mark.parametrize("make", [*hostile_ones(), lambda: b"a;b\n", lambda: b""])
async def test_a_hostile_workbook_is_not_marked(make: Callable[[], bytes]) -> None:
    notes = Annotations([SheetNotes("Blad 1", title="fout", cells=[(1, 1, "niet goed")])])
    try:
        marked = await annotate_workbook(make(), notes, LIMITS)
    except UnreadableFileError as error:
        assert error.fault in (Fault.NO_WORKBOOK, Fault.TOO_LARGE)
    else:
        assert marked.startswith(b"PK")


@example([["", "", "", " "]], False)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=6), st.booleans())
def test_rows_of_a_text_file_stay_as_they_were(rows: list[list[str]], is_windows: bool) -> None:
    header = ["code", "maand", "aantal"]
    encoding = "cp1252" if is_windows else "utf-8-sig"
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows([header, *rows])
    data = buffer.getvalue().encode(encoding)
    notes = SheetNotes("", title="fout", table=(1, 2, 3), beside=[(2, "één ding")])
    ((name, cells),) = annotated_text(packed(data, Annotations([notes])), LIMITS, header)
    assert name == TEXT
    marked = _content(cells)
    written = marked.decode("utf-8-sig" if marked.startswith(BOM_UTF8) else encoding)
    first, *back = csv.reader(io.StringIO(written, newline=""), delimiter=";")
    assert first[:3] == header and first[-1] == "fout"
    for nr, (row, after) in enumerate(zip(rows, back, strict=True)):
        said = [*filter(str.strip, row)]
        assert after[: len(row)] == [*row] or [*filter(str.strip, after[:-1])] == said
        assert after[-1] == ("één ding" if nr == 0 else "") or not any(row)


def _content(cells: Iterator[list[Any]]) -> bytes:
    return base64.b64decode("".join(cell for row in cells for cell in row))
