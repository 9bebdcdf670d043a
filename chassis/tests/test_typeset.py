"""Documents in type: every script that has a font, and no box in place of a letter."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from chassis.typeset import missing_fonts, named, right_to_left, typeset

SOURCE = b"""#import "letters.typ": letters
#set document(title: "-")
#set text(lang: "nl", font: letters)
#json(bytes(sys.inputs.told)).text"""


def test_the_fonts_of_every_script_are_there() -> None:
    assert missing_fonts() == ()


@pytest.mark.parametrize(
    "text",
    [
        "Șerban Đặng ő",
        "王小明 日本語 한국어",
        "สวัสดีครับ",
        "मैंने नहीं किया",
        "עברית",
        "ქართული",
        "አማርኛ",
        "💋🇧🇪",
        "a\tb",
    ],
)
def test_a_script_with_a_font_is_drawn(text: str) -> None:
    made = typeset(SOURCE, {"text": text})
    assert made.undrawable == ()
    read = PdfReader(io.BytesIO(made.pdf)).pages[0].extract_text()
    assert set(text) - set(" \t") <= set(read)


@pytest.mark.parametrize(
    ("text", "undrawable"),
    [
        ("a \ue000 b", ("\ue000",)),
        ("\U000f0000 en \U00030000", ("\U00030000", "\U000f0000")),
        ("nog niet toegekend: \u0378", ("\u0378",)),
        ('met "aanhaling" \\ en \uffff', ("\uffff",)),
    ],
)
def test_a_character_without_a_font_is_its_number(text: str, undrawable: tuple[str, ...]) -> None:
    made = typeset(SOURCE, {"text": text, "in": [{"depth": text}]})
    assert made.undrawable == undrawable
    read = PdfReader(io.BytesIO(made.pdf)).pages[0].extract_text()
    for each in undrawable:
        assert f"[U+{ord(each):04X}]" in read


def test_what_nobody_sees_where_it_is_typed_is_no_character_without_a_font() -> None:
    made = typeset(SOURCE, {"text": "een\x01\x7f\ufeff twee\x0bdrie\u2028vier\x85vijf \ud800"})
    assert made.undrawable == ()
    read = PdfReader(io.BytesIO(made.pdf)).pages[0].extract_text()
    assert read.split() == ["een", "twee", "drie", "vier", "vijf"]


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_a_sign_that_turns_the_direction_turns_nothing_in_a_document(sign: str) -> None:
    """As of a name that came with an event: no amount stands there backwards."""
    made = typeset(SOURCE, {"text": f"betaal {sign}051 euro"})
    assert made.undrawable == ()
    read = PdfReader(io.BytesIO(made.pdf)).pages[0].extract_text()
    assert read.split() == ["betaal", "051", "euro"]


def test_characters_are_named_with_their_numbers() -> None:
    assert named(("\ue000", "王")) == "U+E000, 王 (U+738B)"


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("مرحبا: 250 (ABC)", True),
        ("«שלום»", True),
        ("250 مرحبا", True),
        ("Jan مرحبا", False),
        ("1", False),
    ],
)
def test_a_line_reads_from_the_side_of_its_first_letter(line: str, right: bool) -> None:
    assert right_to_left(line) is right


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_a_document(text: str) -> None:
    """In which no letter is lost: it is drawn, or named by its number."""
    made = typeset(SOURCE, {"text": text})
    assert made.pdf.startswith(b"%PDF")
    assert set(made.undrawable) <= set(text)


def test_a_text_on_which_the_type_setter_itself_fails_makes_a_document_still() -> None:
    """Points and marks of Hebrew and the beginning of Arabic, with no letter or space between."""
    marks = "".join(map(chr, (*range(0x58C, 0x5A4), *range(0x5BC, 0x5D4), *range(0x5EC, 0x60A))))
    made = typeset(SOURCE, {"text": marks})
    assert set(made.undrawable) <= set(marks)
    assert "U+05" in PdfReader(io.BytesIO(made.pdf)).pages[0].extract_text()
