"""Bounds of what a table may hold and of what its figures tell beside each other."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contracts.codes import CountKind
from reporting.charts.rules.pictures import PictureKind
from reporting.figures.rules.remarks import Remark
from reporting.periods.rules import Period
from reporting.report_content.rules.canonical import canonical, read
from reporting.report_content.rules.content import (
    CONFIDENTIAL,
    NOT_AVAILABLE,
    Cell,
    ContentError,
    Report,
    Section,
    Table,
)
from reporting.report_content.rules.disclosure_check import hazards
from reporting.report_content.rules.for_public import for_public
from reporting.report_content.rules.marks import Mark
from reporting.report_content.rules.overlaps import declared, sized_beside, small_steps, tellings
from reporting.report_content.rules.readership import Readership
from reporting.report_content.rules.sums import SizedTerm, Spot, sized_terms

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
SEEN = CountKind.HANDELINGEN
HEADER = ("branche", "jaar", "eerste halfjaar", "tweede halfjaar")


def report(*tables: Table, period: str = "2026") -> Report:
    return Report("soort", period, "Rapport", NOON, (Section("s", "S", (), tables),))


def table(*rows: tuple[Cell, ...], adds: tuple[int, ...] = ()) -> Table:
    names = [row[0] for row in rows]
    assert all(isinstance(name.value, str) for name in names)
    return Table("t", "T", HEADER[: len(rows[0])], rows, counts=(SEEN,), adds=adds)


ROW = (Cell("raam"), Cell(9), Cell(7))


@pytest.mark.parametrize(
    ("inside", "keys", "fits"),
    [
        ((), 1, True),
        ((1,), 1, True),
        ((2,), 1, True),
        ((1, 2), 1, False),  # nothing is left beside the key
        ((0,), 1, False),  # nobody would know which row it is
        ((0, 1), 1, False),
    ],
)
def test_everybody_reads_the_names_of_rows_and_a_figure_beside_them(
    inside: tuple[int, ...], keys: int, fits: bool
) -> None:
    header = ("vorm", "aantal", "kleinste")
    if fits:
        assert Table("t", "T", header, (ROW,), keys=keys, inside=inside).inside == inside
        return
    with pytest.raises(ContentError):
        Table("t", "T", header, (ROW,), keys=keys, inside=inside)


@pytest.mark.parametrize(
    ("header", "keys"), [(("vorm",), 1), (("vorm", "x"), 0), (("vorm", "x"), 2), (("x", "x"), 1)]
)
def test_a_header_names_keys_and_figures_each_once(header: tuple[str, ...], keys: int) -> None:
    with pytest.raises(ContentError):
        Table("t", "T", header, (), keys=keys)


@pytest.mark.parametrize(("counts", "fits"), [(0, True), (1, True), (2, False), (3, True)])
def test_each_row_says_what_it_counts_or_one_word_says_it_of_all(counts: int, fits: bool) -> None:
    rows = tuple((Cell(name), Cell(9)) for name in "abc")
    if fits:
        told = Table("t", "T", ("vorm", "aantal"), rows, counts=(SEEN,) * counts)
        assert told.counted(2) == (SEEN if counts else None)
        return
    with pytest.raises(ContentError):
        Table("t", "T", ("vorm", "aantal"), rows, counts=(SEEN,) * counts)


def test_everything_that_a_table_says_is_read_back() -> None:
    whole = Table(
        "t",
        "Titel",
        ("meting", "eenheid", "jaar", "kleinste"),
        (
            (Cell("a"), Cell("x"), Cell(9, Mark.PROVISIONAL, 4, 7, terms=2, least=3), Cell(5)),
            (Cell("totaal"), Cell("x"), Cell(9), CONFIDENTIAL),
        ),
        notes=("Een noot.", Remark("Onder 5 verborgen.", "Onder 10 verborgen.")),
        keys=2,
        counts=(SEEN, CountKind.PERSONEN),
        adds=(0,),
        source="registry",
        picture=PictureKind.VERDELING,
        inside=(3,),
    )
    told = replace(report(whole), readership=Readership.PUBLIEK)
    again = read(canonical(told))
    assert again == told
    (note, remark) = again.tables[0].notes
    assert not isinstance(note, Remark)
    assert isinstance(remark, Remark)
    assert read(canonical(report(whole))).readership is Readership.INTERN


def beside(year: int, half: int) -> list[str | None]:
    told = report(table((Cell("raam"), Cell(year), Cell(half))))
    return [each.group for each in sized_beside(told, ())]


@pytest.mark.parametrize(
    ("half", "is_few"), [(41, False), (40, False), (39, True), (36, True), (35, False), (34, False)]
)
def test_what_a_half_leaves_of_its_year_is_nobody_or_five(half: int, is_few: bool) -> None:
    """Handbook §4.8: fewer than five are told to nobody. A half above its year contradicts it."""
    groups = beside(40, half)
    if half > 40:
        assert groups == [None]
    else:
        assert bool(groups) is is_few


def test_a_figure_that_still_runs_bounds_a_year_from_below_alone() -> None:
    running = Cell(40, Mark.PROVISIONAL)
    told = report(table((Cell("raam"), running, Cell(36))))
    assert sized_beside(told, ()) == []
    shown = [*tellings(told, declared(told))]
    assert [(each.period.id, each.value, each.so_far) for each in shown] == [
        ("2026", 40, True),
        ("2026-H1", 36, False),
    ]
    revised = report(table((Cell("raam"), Cell(40, Mark.REVISED), Cell(36))))
    assert [each.so_far for each in tellings(revised, declared(revised))] == [False, False]
    assert len(sized_beside(revised, ())) == 1


def test_a_figure_counts_with_its_margin_and_whether_its_source_told_it() -> None:
    told = report(table((Cell("raam"), Cell(40, margin=4, terms=1), NOT_AVAILABLE)))
    (one,) = tellings(told, declared(told))
    assert (one.place, one.caption) == (("t", ("raam",)), "T")
    assert one.period == Period.parse("2026")
    assert (one.value, one.margin, one.is_told) == (40, 4, True)
    things = report(replace(told.tables[0], counts=(CountKind.ZAKEN,)))
    assert [*tellings(things, declared(things))] == []


@pytest.mark.parametrize(
    ("later", "is_step"),
    [(40, False), (41, True), (44, True), (45, False), (36, True), (35, False)],
)
def test_a_figure_that_moved_by_fewer_than_five_is_a_step(later: int, is_step: bool) -> None:
    before, after = (report(table((Cell("raam"), Cell(value)))) for value in (40, later))
    assert [each.value for each in small_steps(after, [before])] == ([later] if is_step else [])
    other = report(table((Cell("straat"), Cell(40))))
    assert small_steps(after, [other]) == []


def hidden_beside(total: Cell, *, name: str = "totaal", adds: tuple[int, ...] = (1, 2)) -> Report:
    rows = ((Cell(name), total), (Cell("a"), Cell(100, terms=1)), (Cell("b"), CONFIDENTIAL))
    return report(table(*rows, adds=adds))


@pytest.mark.parametrize(
    ("total", "is_told"),
    [(100, False), (101, True), (104, True), (105, False), (99, False)],
)
def test_a_sum_tells_a_hidden_figure_of_one_to_four(total: int, is_told: bool) -> None:
    found = sized_terms(hidden_beside(Cell(total, terms=2)))
    assert found == ([SizedTerm(Spot("t", 2, 1), Spot("t", 0, 1))] if is_told else [])


def test_only_what_is_called_a_sum_and_was_reckoned_here_is_one() -> None:
    assert sized_terms(hidden_beside(Cell(103, terms=1))) == [], "its source protected it"
    assert sized_terms(hidden_beside(Cell(103, terms=2), name="c")) == []
    assert sized_terms(hidden_beside(Cell(103, terms=2), adds=())) == []
    across = Table(
        "t",
        "T",
        ("branche", "a", "b", "totaal"),
        ((Cell("raam"), Cell(100, terms=1), CONFIDENTIAL, Cell(103, terms=2)),),
        counts=(SEEN,),
    )
    assert sized_terms(report(across)) == [SizedTerm(Spot("t", 0, 2), Spot("t", 0, 3))]
    things = report(replace(across, counts=(CountKind.ZAKEN,)))
    assert sized_terms(things) == []


def public(*cells: Cell) -> list[int | None]:
    shown = for_public(report(table((Cell("raam"), *cells))))
    return [cell.value for cell in shown.tables[0].rows[0][1:]]


def test_of_figures_that_size_a_few_for_everybody_those_that_were_reckoned_here_go() -> None:
    """A year of 45 beside a half of 40: five came later, whom everybody may not count."""
    assert public(Cell(45), Cell(40)) == [None, None]
    assert public(Cell(45, terms=2), Cell(40, terms=1)) == [None, 40]
    assert public(Cell(45, terms=1), Cell(40, terms=1)) == [45, 40]
    assert public(Cell(80), Cell(40)) == [80, 40]


@pytest.mark.parametrize(
    ("before", "after", "is_step"),
    [
        (Cell(40, terms=1), Cell(44, terms=1), True),
        (Cell(40, terms=1), Cell(36, terms=1), True),
        (Cell(40, terms=1), Cell(45, terms=1), False),
        (Cell(40, terms=1), Cell(40, terms=1), False),
        (Cell(40, terms=1), CONFIDENTIAL, False),
        (CONFIDENTIAL, Cell(40, terms=1), False),
    ],
)
def test_a_version_that_moves_a_figure_by_a_few_says_so(
    before: Cell, after: Cell, is_step: bool
) -> None:
    old, new = (report(table((Cell("raam"), cell))) for cell in (before, after))
    found = [each for each in hazards(new, old) if "vorige versie" in str(each.reason)]
    assert [(each.place, each.grave) for each in found] == (
        [("T: raam, jaar", False)] if is_step else []
    )
    things = [report(replace(each.tables[0], counts=(CountKind.ZAKEN,))) for each in (new, old)]
    assert not [each for each in hazards(*things) if "vorige versie" in str(each.reason)]


def test_a_row_that_came_or_went_is_no_step() -> None:
    one = report(table((Cell("raam"), Cell(40, terms=1))))
    two = report(table((Cell("raam"), Cell(40, terms=1)), (Cell("straat"), Cell(42, terms=1))))
    assert not hazards(two, one)
    assert not hazards(one, two)
