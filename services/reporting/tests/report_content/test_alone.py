"""One hidden row of a split beside its total, and figures of which nobody said what they count."""

from datetime import UTC, datetime

import pytest

from contracts.codes import CountKind
from reporting.report_content.rules.content import CONFIDENTIAL, Cell, Report, Section, Table
from reporting.report_content.rules.disclosure_check import hazards
from reporting.report_content.rules.readership import Readership

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
PERSONS = (CountKind.PERSONEN,)
HEADER = ("meting", "eenheid", "jaar 2026")


def report(
    total: Cell, *rows: Cell, counts: tuple[CountKind, ...] = PERSONS, code: str = "IND-9.x"
) -> Report:
    """A total of persons, and its split."""
    whole = (Cell("totaal"), Cell("mensen"), total)
    above = Table("IND-9", "Mensen", HEADER, (whole,), keys=2, counts=PERSONS)
    split = tuple((Cell(f"rij {nr}"), cell) for nr, cell in enumerate(rows))
    below = Table(code, "Per vorm", ("vorm", "jaar 2026"), split, counts=counts)
    return Report("een_soort", "2026", "Rapport", NOON, (Section("s", "S", (), (above, below)),))


def places(of: Report) -> list[str]:
    return [each.place for each in hazards(of) if each.grave]


def test_one_hidden_row_beside_its_total_is_the_rest_of_it() -> None:
    found = places(report(Cell(40), Cell(20), CONFIDENTIAL, Cell(17)))
    assert found == ["Per vorm: rij 1, jaar 2026"]


@pytest.mark.parametrize(
    ("total", "rows"),
    [
        (Cell(40), [CONFIDENTIAL, Cell(20), CONFIDENTIAL]),
        (Cell(40), [Cell(20), Cell(20)]),
        (CONFIDENTIAL, [Cell(20), CONFIDENTIAL]),
        (Cell(40, terms=1), [Cell(20, terms=1), CONFIDENTIAL]),
    ],
    ids=["two hidden", "none hidden", "no total", "told so by their source"],
)
def test_what_is_not_the_rest_of_a_shown_total_may_stand(total: Cell, rows: list[Cell]) -> None:
    assert places(report(total, *rows)) == []


def test_a_hidden_row_of_things_or_of_another_split_is_no_person() -> None:
    rows = [Cell(20), CONFIDENTIAL]
    assert places(report(Cell(40), *rows, counts=(CountKind.ZAKEN,))) == []
    assert places(report(Cell(40), *rows, code="IND-8.x")) == []


def test_a_table_that_does_not_say_what_it_counts_is_not_published() -> None:
    assert places(report(Cell(40), Cell(20), Cell(20), counts=())) == ["Per vorm"]
    assert places(report(Cell(40), Cell(20), CONFIDENTIAL, counts=())) == ["Per vorm"]
    assert places(report(Cell(40), CONFIDENTIAL, CONFIDENTIAL, counts=())) == []
    assert not Table("IND-9", "x", HEADER, (), keys=2, counts=(CountKind.HANDELINGEN,)).persons
    assert Table("IND-9", "x", HEADER, (), keys=2, counts=PERSONS).persons


@pytest.mark.parametrize(
    ("value", "readership", "is_told"),
    [
        (0, Readership.INTERN, True),
        (1, Readership.INTERN, False),
        (4, Readership.INTERN, False),
        (5, Readership.INTERN, True),
        (0, Readership.PUBLIEK, False),
        (9, Readership.PUBLIEK, False),
        (10, Readership.PUBLIEK, True),
    ],
)
@pytest.mark.parametrize("counts", [CountKind.PERSONEN, CountKind.HANDELINGEN])
def test_fewer_than_five_are_told_to_nobody_and_than_ten_to_not_everybody(
    value: int, readership: Readership, is_told: bool, counts: CountKind
) -> None:
    table = Table("IND-9", "Mensen", ("rij", "2026"), ((Cell("a"), Cell(value)),), counts=(counts,))
    of = Report("x", "2026", "R", NOON, (Section("s", "S", (), (table,)),), readership)
    assert (places(of) == []) is is_told
