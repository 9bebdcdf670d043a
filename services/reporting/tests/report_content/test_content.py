"""Content of a report: what contradicts itself is refused, and the same content has one hash."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.codes import CountKind
from reporting.report_content.rules.canonical import canonical, canonical_json, digest, read
from reporting.report_content.rules.content import Cell, ContentError, Report, Section, Table
from reporting.report_content.rules.differences import Difference, differences, revise
from reporting.report_content.rules.marks import INSTEAD, Mark

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)

figures = st.one_of(
    st.builds(Cell, st.integers(0, 500), st.sampled_from([None, Mark.PROVISIONAL])),
    st.builds(Cell, st.none(), st.sampled_from(sorted(INSTEAD))),
)
tables = st.dictionaries(st.sampled_from("abcdefgh"), figures, max_size=6)


def report_of(values: dict[str, Cell]) -> Report:
    rows = tuple((Cell(name), cell) for name, cell in values.items())
    table = Table("per-vorm", "Controles per vorm", ("vorm", "controles"), rows)
    return Report("plan_jaar", "2026", "Rapport", NOON, (Section("s", "Controles", (), (table,)),))


@pytest.mark.parametrize(
    ("value", "mark"), [(None, None), (3, Mark.CONFIDENTIAL), (None, Mark.PROVISIONAL)]
)
def test_a_cell_has_a_value_or_a_mark_in_its_place(value: int | None, mark: Mark | None) -> None:
    with pytest.raises(ContentError):
        Cell(value, mark)


def test_a_cell_prints_its_figure_and_its_mark() -> None:
    assert str(Cell(12)) == "12"
    assert str(Cell(12, Mark.PROVISIONAL)) == "12 [p]"
    assert str(Cell(120, margin=5)) == "≈ 120, tussen 115 en 125"
    assert str(Cell(None, Mark.CONFIDENTIAL)) == "[c]"


def test_a_table_refuses_two_rows_of_one_name_and_a_short_row() -> None:
    row = (Cell("raam"), Cell(1))
    for rows in ((row, row), ((Cell("raam"),),), ((Cell(1), Cell(1)),)):
        with pytest.raises(ContentError):
            Table("t", "Tabel", ("vorm", "aantal"), rows)


@given(tables)
def test_a_report_is_read_back_as_it_was_and_has_one_hash(values: dict[str, Cell]) -> None:
    report = report_of(values)
    assert read(canonical(report)) == report
    assert digest(canonical(read(canonical(report)))) == digest(canonical(report))


@given(tables, tables)
def test_differences_are_exactly_the_places_that_changed(
    before: dict[str, Cell], after: dict[str, Cell]
) -> None:
    told = differences(report_of(before), report_of(after))
    assert {each.row[0]: (each.before, each.after) for each in told} == {
        name: (before.get(name), after.get(name))
        for name in {*before, *after}
        if before.get(name) != after.get(name)
    }
    assert differences(report_of(before), revise(report_of(after), report_of(before))) == told


def test_a_revised_figure_is_marked() -> None:
    before, after = report_of({"a": Cell(1), "b": Cell(2)}), report_of({"a": Cell(1), "b": Cell(3)})
    revised = revise(after, before)
    assert revised.tables[0].rows[0][1] == Cell(1)
    assert revised.tables[0].rows[1][1] == Cell(3, Mark.REVISED)
    assert differences(before, revised) == (
        Difference("Controles", "Controles per vorm", ("b",), "controles", Cell(2), Cell(3)),
    )


def test_one_content_has_one_form_and_the_hash_of_its_bytes() -> None:
    """Sorted keys, no white space, UTF-8; SHA-256 of "abc" as FIPS 180-2 has it."""
    assert canonical_json({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'.encode()
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("source", "counts", "first", "is_marked"),
    [
        ("registry", CountKind.PERSONEN, None, False),
        ("registry", CountKind.PERSONEN, 20, True),
        ("registry", CountKind.ZAKEN, None, True),
        ("databank", CountKind.PERSONEN, None, True),
    ],
)
def test_persons_of_care_are_revised_only_where_the_registry_told_them_again(
    source: str, counts: CountKind, first: int | None, *, is_marked: bool
) -> None:
    def version(cell: Cell) -> Report:
        rows = ((Cell("raam"), cell),)
        table = Table("t", "T", ("vorm", "aantal"), rows, counts=(counts,), source=source)
        return Report("x", "2026", "Rapport", NOON, (Section("s", "S", (), (table,)),))

    revised = revise(version(Cell(30, first=first)), version(Cell(20)))
    (table,) = revised.tables
    assert (table.rows[0][1].mark is Mark.REVISED) is is_marked
    again = revise(version(Cell(20, first=first)), version(Cell(20, first=first)))
    assert again.tables[0].rows[0][1].mark is None, "nothing is another one"
