"""Pictures of a table, and tables of days and terms, cell by cell."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from contracts.codes import CountKind
from reporting.charts.rules.pictures import Bar, Picture, PictureKind
from reporting.figures.rules.code_labels import move_label
from reporting.figures.rules.outcomes import no_delivery
from reporting.figures.rules.terms import Term
from reporting.periods.rules import Period
from reporting.report_content.rules.content import (
    CONFIDENTIAL,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Cell,
    Report,
    Section,
    Table,
)
from reporting.report_content.rules.marks import Mark
from reporting.report_register.rules.kind import Chapter
from reporting.reports.rules.chapters import inspection_days, terms
from reporting.reports.rules.illustrations import illustrations, picture_of
from reporting.reports.rules.material import IndicatorFigure, Material

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
CHAPTER = Chapter("h", "Hoofdstuk")


def table(*rows: tuple[Cell, ...], **changes: Any) -> Table:
    told: dict[str, Any] = {
        "code": "t",
        "caption": "Titel",
        "header": ("branche", "2026"),
        "rows": rows,
        "picture": PictureKind.VERDELING,
    }
    return Table(**told | changes)


def described(*rows: tuple[Cell, ...], **changes: Any) -> str | None:
    sections = (Section("s", "S", (), (table(*rows, **changes),)),)
    found = illustrations(Report("inventaris", "2026", "T", NOON, sections))
    return found["t"].description if "t" in found else None


def test_bars_of_one_column_have_no_series_and_of_two_each_its_own() -> None:
    one = table((Cell("raam"), Cell(7, margin=2)), (Cell("straat"), CONFIDENTIAL))
    assert picture_of(one) == Picture(
        PictureKind.VERDELING,
        "",
        (Bar("raam", 7, margin=2), Bar("straat", None, suppressed=True)),
    )
    two = table((Cell("raam"), Cell(7), NOT_AVAILABLE), header=("branche", "2026", "2025"))
    assert picture_of(two) == Picture(
        PictureKind.VERDELING,
        "",
        (Bar("raam", 7, series="2026"), Bar("raam", None, series="2025")),
    )
    assert picture_of(table(picture=None)) is None
    three = ("a", "b", "c", "d")
    assert picture_of(table(header=three)) is None


def test_of_a_measured_table_the_rows_of_its_first_unit_are_drawn() -> None:
    measured = table(
        (Cell("bezoeken"), Cell("bezoeken"), Cell(9)),
        (Cell("ruimten"), Cell("ruimten"), Cell(4)),
        (Cell("hercontroles"), Cell("bezoeken"), Cell(5)),
        header=("meting", "eenheid", "2026"),
        keys=2,
    )
    picture = picture_of(measured)
    assert picture is not None
    assert [(bar.label, bar.value) for bar in picture.bars] == [
        ("bezoeken", 9),
        ("hercontroles", 5),
    ]
    nothing = picture_of(table(header=("meting", "eenheid", "2026"), keys=2))
    assert nothing == Picture(PictureKind.VERDELING, "", ())


def test_a_square_of_moves_is_of_the_period_itself() -> None:
    label = move_label("straat", "raam")
    moves = table(
        (Cell(label), Cell(7, margin=4), Cell(9)),
        header=("verschuiving", "2026", "2025"),
        picture=PictureKind.VAN_NAAR,
    )
    picture = picture_of(moves)
    assert picture is not None
    (bar,) = picture.bars
    assert (bar.label, bar.value, bar.margin) == (label, 7, 4)
    assert (bar.origin, bar.target) != ("", "")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([3], None),
        ([0, 0], None),
        ([3, 0], "Staafdiagram. rij 0: 3. Alle cijfers staan in de tabel erboven."),
        ([3, 4], "Staafdiagram. rij 0: 3; rij 1: 4. Alle cijfers staan in de tabel erboven."),
    ],
)
def test_a_picture_is_said_in_words_too(rows: list[int], said: str | None) -> None:
    assert described(*((Cell(f"rij {nr}"), Cell(value)) for nr, value in enumerate(rows))) == said


@pytest.mark.parametrize(("rows", "more"), [(12, False), (13, True)])
def test_24_figures_are_said_and_that_there_are_more(rows: int, more: bool) -> None:
    told = [(Cell(f"rij {nr}"), Cell(nr + 1), Cell(nr + 2)) for nr in range(rows)]
    said = described(*told, header=("branche", "2026", "2025"))
    assert said is not None
    assert ("; en meer." in said) is more
    assert said.count("rij ") == 24
    assert said.startswith("Staafdiagram. rij 0, 2026: 1; rij 0, 2025: 2; rij 1, 2026: 2;")


def test_a_table_that_asks_for_no_picture_has_none() -> None:
    rows = [(Cell(name), Cell(9)) for name in "ab"]
    assert described(*rows) is not None
    assert described(*rows, picture=None) is None


def material(period: str, *, ended: bool, **more: Any) -> Material:
    return Material(Period.parse(period), NOON, ended, **{"figures": {}, **more})


def test_a_week_stands_in_each_row_and_a_day_outside_the_period_does_not_apply() -> None:
    """January 2026 begins on a Thursday and ends on a Saturday."""
    inspected = {date(2026, 1, 1): 2, date(2026, 1, 31): 3, date(2026, 2, 1): 9}
    (section,) = inspection_days(CHAPTER, material("2026-01", ended=True, inspected=inspected))
    assert (section.code, section.title) == ("h", "Hoofdstuk")
    assert section.paragraphs == (
        "Elke rij is een week. Een controle telt op de dag waarop ze eindigde.",
    )
    (days,) = section.tables
    assert (days.code, days.caption) == ("controledagen", "Controles per dag")
    assert days.header == ("week van maandag", "ma", "di", "wo", "do", "vr", "za", "zo")
    assert days.counts == (CountKind.ZAKEN,)
    assert [str(row[0].value) for row in days.rows] == [
        "29/12/2025", "05/01/2026", "12/01/2026", "19/01/2026", "26/01/2026",
    ]  # fmt: skip
    outside = NOT_APPLICABLE
    assert days.rows[0][1:] == (outside, outside, outside, Cell(2), Cell(0), Cell(0), Cell(0))
    assert days.rows[4][1:] == (*(Cell(0),) * 5, Cell(3), outside)
    (running,) = inspection_days(CHAPTER, material("2026-01", ended=False, inspected=inspected))
    assert running.tables[0].rows[0][4] == Cell(2, Mark.PROVISIONAL)


def test_a_calendar_has_the_days_of_its_weeks() -> None:
    week = (Cell("05/01/2026"), *(Cell(number) for number in range(1, 6)), CONFIDENTIAL)
    header = ("week van maandag", "ma", "di", "wo", "do", "vr", "za", "zo")
    days = table((*week, NOT_APPLICABLE), header=header, picture=PictureKind.KALENDER)
    picture = picture_of(days)
    assert picture is not None
    monday = date(2026, 1, 5)
    assert [(bar.day, bar.value) for bar in picture.bars] == [
        *((monday + timedelta(number), number + 1) for number in range(5)),
        (date(2026, 1, 10), None),
    ]
    with_total = table(
        (*week, Cell(7), Cell(15)), header=(*header, "week"), picture=PictureKind.KALENDER
    )
    drawn = picture_of(with_total)
    assert drawn is not None
    assert drawn.bars[-1] == Bar("11/01/2026", 7, day=date(2026, 1, 11))


def test_terms_that_are_not_over_are_provisional() -> None:
    shown = IndicatorFigure(
        "IND-2.1-02", "2.1", "c", "", "c", "", "databank", CountKind.HANDELINGEN, no_delivery()
    )
    known = {"figures": {"IND-2.1-02": shown}, "terms": (Term("x", "advies", "IND-2.1-02", 3, 1),)}
    for ended, mark in ((True, None), (False, Mark.PROVISIONAL)):
        (section,) = terms(CHAPTER, material("2026", ended=ended, **known))
        (told,) = section.tables
        assert (told.code, told.caption) == ("termijnen", "Termijnen")
        assert told.header == ("termijn", "op tijd", "te laat")
        assert told.rows == ((Cell("advies"), Cell(3, mark), Cell(1, mark)),)
        assert told.counts == (CountKind.HANDELINGEN,)
