"""Where a client's code is looked for in a wrong upload, and what is left out of texts."""

import pytest

from registry.client_erasure.rules import Place, Texts, is_named, together, without_code
from registry.minimum_format.rules.columns import TableName
from registry.validation.rules.identifiers import OMITTED
from registry.validation.rules.validate import Sheet

EMPTY = {table: Sheet(("een", "twee"), ()) for table in TableName}


def with_cell(table: TableName, cell: str) -> dict[TableName, Sheet]:
    rows = ((2, ("", "")), (3, ("iets", cell)))
    return EMPTY | {table: Sheet(("een", "twee"), rows)}


@pytest.mark.parametrize(
    ("sheets", "named"),
    [
        (EMPTY, False),
        (with_cell(TableName.CLIENTEN, "k-12"), True),
        (with_cell(TableName.CONTACTEN, "k-12"), True),
        (with_cell(TableName.ACTIVITEITEN, "k-12"), False),  # no client stands there
        (with_cell(TableName.CLIENTEN, "zie k-12, en bel"), True),
        (with_cell(TableName.CLIENTEN, "k-123"), False),  # somebody else
        (with_cell(TableName.CLIENTEN, "ok-12"), False),
        (with_cell(TableName.CLIENTEN, "k-12-b"), False),
        (EMPTY | {TableName.ACTIVITEITEN: Sheet(("k-12", "twee"), ())}, True),  # without a header
    ],
)
def test_a_code_is_found_in_whatever_column_it_stands_and_within_no_other(
    sheets: dict[TableName, Sheet], *, named: bool
) -> None:
    assert is_named(sheets, "k-12") is named


@pytest.mark.parametrize(
    ("text", "code", "kept"),
    [
        ("Bij k-12 was het een fout.", "k-12", "Bij [weggelaten] was het een fout."),
        ("Bij k-123 was het een fout.", "k-12", "Bij k-123 was het een fout."),
        ("Er waren er 12.", "12", "Er waren er 12."),  # a number
        ("Ana was er.", "Ana", "Ana was er."),  # a word
    ],
)
def test_a_text_loses_a_code_that_is_no_number_and_no_word(text: str, code: str, kept: str) -> None:
    texts = Texts([{"column": "k-12", "row": 1}], [{"column": "twee"}], [text])
    without = texts.without(code)
    assert without.answers == [without_code(text, code)] == [kept.replace("[weggelaten]", OMITTED)]
    assert without.error_groups == [{"column": "twee"}]
    assert without.errors == [{"column": OMITTED if code == "k-12" else "k-12", "row": 1}]


def test_what_lies_in_several_places_is_counted_by_year() -> None:
    counts = [(2025, Place.CLIENTEN, 1), (2025, Place.CONTACTEN, 4), (2026, Place.CLIENTEN, 1)]
    assert together([*counts, (2025, Place.CONTACTEN, 2)]) == {
        2025: {Place.CLIENTEN: 1, Place.CONTACTEN: 6},
        2026: {Place.CLIENTEN: 1},
    }
