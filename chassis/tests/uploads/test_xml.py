"""Uploaded XML: its elements in order, and nothing that a document type could do."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.uploads import Fault, Limits, UnreadableFileError
from chassis.uploads.reader import read_xml
from chassis.uploads.xml_elements import elements

LIMITS = Limits(rows=1_000)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">
<!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<b>&d;</b>"""
OUTSIDE = b"""<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]><b>&x;</b>"""
FAR = b"""<!DOCTYPE b SYSTEM "http://127.0.0.1:1/b.dtd"><b/>"""


async def test_elements_come_in_order_with_depth_namespace_text_and_attributes() -> None:
    data = b"""<?xml version="1.0"?>
    <D xmlns="urn:a"><S><Amt Ccy="EUR"> 12.50 </Amt><x:N xmlns:x="urn:b">\xc3\xa9</x:N></S></D>"""
    assert await read_xml(data, LIMITS) == [
        [0, "D", "urn:a", ""],
        [1, "S", "", ""],
        [2, "Amt", "", "12.50", "Ccy", "EUR"],
        [2, "N", "urn:b", "é"],
    ]


@pytest.mark.parametrize(
    "data",
    [b"", b"naam;bedrag", b"<a>", b"<a/><b/>", b"<a>&nbsp;</a>", b"PK\x03\x04", BOMB, OUTSIDE, FAR],
)
async def test_what_is_no_sound_xml_or_has_a_document_type_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        await read_xml(data, LIMITS)
    assert refused.value.fault is Fault.NO_XML


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"<a>" * 5_000 + b"</a>" * 5_000, Fault.NO_XML),
        (b"<a>" + b"<b/>" * 1_000 + b"</a>", Fault.TOO_MANY_ROWS),
        (b"<a>" + b"x" * 2_001 + b"</a>", Fault.CELL_TOO_LONG),
        (b"<a " + b" ".join(b'a%d="1"' % nr for nr in range(60)) + b"/>", Fault.TOO_WIDE),
    ],
)
async def test_a_file_beyond_its_limits_is_refused(data: bytes, fault: Fault) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        await read_xml(data, LIMITS)
    assert refused.value.fault is fault


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"<a>{text}".encode()))
@settings(max_examples=200)
def test_whatever_a_file_holds_it_is_rows_or_a_fault(data: bytes) -> None:
    started = time.process_time()
    try:
        rows = [*elements(data, LIMITS)]
    except UnreadableFileError:
        rows = []
    assert all(isinstance(row[0], int) for row in rows)
    assert time.process_time() - started < 5
