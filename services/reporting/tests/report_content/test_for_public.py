"""The report for everybody follows from the one for who serves the plan, and is checked by ten."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.codes import CountKind
from reporting.figures.rules.told import added
from reporting.figures.rules.told import of as of_one
from reporting.report_content.rules.canonical import canonical, read
from reporting.report_content.rules.content import CONFIDENTIAL, Cell, Report, Section, Table
from reporting.report_content.rules.disclosure_check import hazards
from reporting.report_content.rules.for_public import for_public
from reporting.report_content.rules.marks import Mark
from reporting.report_content.rules.readership import Readership

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def report(*tables: Table) -> Report:
    return Report("hulpverlening", "2026", "Zorg", NOON, (Section("s", "S", (), tables),))


def of(counts: CountKind, *cells: Cell) -> Report:
    rows = tuple((Cell(f"rij {nr}"), cell) for nr, cell in enumerate(cells))
    return report(Table("IND-9.x", "Iets", ("rij", "jaar 2026"), rows, counts=(counts,)))


def shown(found: Report) -> list[Cell]:
    return [row[1] for table in found.tables for row in table.rows]


@pytest.mark.parametrize(
    ("told", "public"),
    [
        (Cell(9, terms=1), CONFIDENTIAL),
        (Cell(10, terms=1), Cell(10, margin=2, terms=1)),
        (Cell(12, terms=1), Cell(10, margin=2, terms=1)),
        (Cell(13, Mark.PROVISIONAL, terms=1), Cell(15, Mark.PROVISIONAL, 2, terms=1)),
        (Cell(0, terms=1), CONFIDENTIAL),
        (CONFIDENTIAL, CONFIDENTIAL),
        (Cell(20, margin=9, terms=1), Cell(20, margin=9, terms=1)),
        (Cell(10, margin=9, terms=1), Cell(10, margin=9, terms=1)),
        (Cell(0, margin=9, terms=1), CONFIDENTIAL),
        # Told again it is 2 off more, wherever it ends: else an exact first figure shows its digit.
        (Cell(130, margin=9, first=120, terms=1), Cell(130, margin=11, first=120, terms=1)),
        (Cell(128, margin=9, first=118, terms=1), Cell(130, margin=11, first=120, terms=1)),
        (Cell(17, margin=9, first=7, terms=1), Cell(15, margin=11, terms=1)),
        (Cell(20, margin=9, first=10, terms=1), Cell(20, margin=11, first=10, terms=1)),
        (Cell(52, margin=3, terms=1), Cell(50, margin=5, terms=1)),
    ],
)
@pytest.mark.parametrize("counts", [CountKind.PERSONEN, CountKind.HANDELINGEN])
def test_from_ten_on_to_the_nearest_five(told: Cell, public: Cell, counts: CountKind) -> None:
    assert shown(for_public(of(counts, told))) == [public]


def test_official_acts_are_in_no_small_number_for_everybody_and_things_are_as_they_are() -> None:
    assert shown(for_public(of(CountKind.AMBTSHANDELINGEN, Cell(3), Cell(14)))) == [
        CONFIDENTIAL,
        Cell(15, margin=2),
    ]
    assert shown(for_public(of(CountKind.ZAKEN, Cell(3), Cell(14)))) == [Cell(3), Cell(14)]


@pytest.mark.parametrize("counts", [CountKind.PERSONEN, CountKind.HANDELINGEN])
def test_what_is_for_everybody_is_checked_by_ten(counts: CountKind) -> None:
    """Today's fault: one content for all, checked with five."""
    eight = of(counts, Cell(8, terms=1))
    assert not hazards(eight)
    public = Report(eight.kind, eight.period, eight.title, NOON, eight.sections, Readership.PUBLIEK)
    (found,) = hazards(public)
    assert found.grave
    assert "10" in str(found.reason)
    assert not hazards(for_public(eight))


def by_organisation(*rows: tuple[Cell, ...], total: tuple[Cell, ...]) -> Report:
    """As care is told: an organisation in each row, and their sum under them."""
    names = [*(f"organisatie {nr}" for nr, _ in enumerate(rows)), "totaal"]
    table = Table(
        "zorg.IND-1-02.contacten",
        "Contacten",
        ("organisatie", "jaar", "eerste halfjaar", "tweede halfjaar")[: len(total) + 1],
        tuple((Cell(name), *row) for name, row in zip(names, [*rows, total], strict=True)),
        counts=(CountKind.HANDELINGEN,),
        adds=tuple(range(len(rows))),
        source="registry",
    )
    return report(table)


def told(value: int) -> Cell:
    return Cell(value, terms=1)


def test_a_sum_that_tells_a_hidden_figure_stops_the_report() -> None:
    beside = by_organisation((told(100),), (CONFIDENTIAL,), total=(Cell(103, terms=2, least=3),))
    (found,) = hazards(beside)
    assert found.grave
    assert "organisatie 1" in found.place
    fine = by_organisation((told(100),), (CONFIDENTIAL,), total=(CONFIDENTIAL,))
    assert not hazards(fine)
    two = by_organisation(
        (told(100),), (CONFIDENTIAL,), (CONFIDENTIAL,), total=(Cell(103, terms=3, least=1),)
    )
    assert len([each for each in hazards(two) if each.grave]) == 2


@pytest.mark.parametrize(
    ("total", "margin", "is_told"),
    [
        (103, 0, True),
        (102, 1, True),  # one to three
        (103, 1, True),
        (102, 2, False),  # any of five sizes, nobody among them
        (103, 2, False),  # any of five sizes, five among them
    ],
)
def test_a_sum_with_a_margin_tells_a_hidden_figure_no_closer_than_that(
    total: int, margin: int, is_told: bool
) -> None:
    beside = by_organisation(
        (told(100),), (CONFIDENTIAL,), total=(Cell(total, margin=margin, terms=2, least=1),)
    )
    assert any(each.grave for each in hazards(beside)) is is_told


def test_figures_that_were_told_stand_beside_each_other() -> None:
    """Registry saw them together: a year of 43 beside a half of 40 is its own matter."""
    year = by_organisation(
        (told(43), told(40), CONFIDENTIAL), total=(told(43), told(40), CONFIDENTIAL)
    )
    assert not hazards(year)
    sums = by_organisation(
        (told(23), told(20), CONFIDENTIAL),
        (told(20), told(20), told(0)),
        total=(Cell(43, terms=2, least=20), Cell(40, terms=2, least=20), CONFIDENTIAL),
    )
    (found,) = [each for each in hazards(sums) if each.grave]
    assert "2026 without 2026-H1" in found.place


def test_a_sum_is_for_everybody_where_each_of_its_terms_is() -> None:
    whole = by_organisation((told(92),), (told(14),), total=(Cell(106, terms=2, least=14),))
    assert [str(each.value) for each in shown(for_public(whole))] == ["90", "15", "105"]
    part = by_organisation((told(92),), (told(8),), total=(Cell(100, terms=2, least=8),))
    assert [each.value for each in shown(for_public(part))] == [90, None, None]


def test_a_sum_of_a_rounded_and_an_exact_figure_tells_no_digit_of_the_exact_one() -> None:
    for exact in (15, 16):
        sum_of_both = Cell(30 + exact, margin=9, terms=2, least=exact)
        one = by_organisation((Cell(30, margin=9, terms=1),), (told(exact),), total=(sum_of_both,))
        assert shown(for_public(one))[-1] == Cell(45, margin=11, terms=2)


def test_a_sum_that_was_hidden_for_one_small_term_stays_hidden_when_that_is_told_again() -> None:
    again = added([(17, of_one(17, 7)), (90, of_one(90))])
    assert again is not None
    assert (again.least, again.first) == (7, 97)
    total = Cell(107, margin=9, first=97, terms=2, least=again.least)
    assert shown(for_public(by_organisation((told(90),), (told(17),), total=(total,))))[-1] == (
        CONFIDENTIAL
    )


CELLS = st.one_of(st.just(CONFIDENTIAL), st.integers(0, 60).map(told))


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=3))
def test_what_is_for_everybody_passes_its_own_check_and_follows_from_told_figures(
    rows: list[tuple[Cell, ...]],
) -> None:
    totals = tuple(summed(column) for column in zip(*rows, strict=True))
    internal = by_organisation(*rows, total=totals)
    public = for_public(internal)
    assert not hazards(public)
    assert read(canonical(public)) == public
    again = for_public(read(canonical(internal)))
    assert canonical(again) == canonical(public)
    for before, after in zip(internal.tables[0].rows, public.tables[0].rows, strict=True):
        for old, new in zip(before[1:], after[1:], strict=True):
            assert new.value is None or (new.value >= 10 and new.value % 5 == 0)
            assert new.value is None or abs(new.value - old.value) <= new.margin


def summed(column: tuple[Cell, ...]) -> Cell:
    values = [cell.value for cell in column]
    if None in values:
        return CONFIDENTIAL
    if len(values) == 1:
        return told(int(values[0]))
    return Cell(sum(map(int, values)), terms=len(values), least=min(map(int, values)))
