"""Bars of a picture: which figures they stand for, and when a picture is worth drawing."""

from datetime import date

import pytest

from reporting.charts.rules.calendar import Month, calendar, calendar_of, months
from reporting.charts.rules.pictures import (
    Bar,
    PeriodOutcome,
    Picture,
    PictureKind,
    of_terms,
    shares,
    trends,
)
from reporting.figures.rules.outcomes import Breakdown, Part, Row, figure, no_delivery
from reporting.figures.rules.terms import Term
from reporting.figures.rules.told import of
from reporting.periods.rules import Period


@pytest.mark.parametrize(
    ("values", "worth"),
    [
        ([], False),
        ([3], False),
        ([3, 0], True),
        ([0, 3], True),
        ([0, 0], False),
        ([None, 3], False),
        ([1] * 24, True),
        ([1] * 25, False),
    ],
)
def test_two_figures_one_above_nothing_and_24_labels_at_most_are_worth_drawing(
    values: list[int | None], worth: bool
) -> None:
    bars = tuple(Bar(f"label {number}", value) for number, value in enumerate(values))
    assert Picture(PictureKind.VERDELING, "", bars).is_worth_drawing is worth


def test_labels_are_counted_once_and_a_calendar_may_have_more() -> None:
    pairs = tuple(
        Bar(f"label {number}", 1, series=series) for number in range(24) for series in ("a", "b")
    )
    assert Picture(PictureKind.TERMIJNEN, "", pairs).is_worth_drawing
    days = calendar(Period.parse("2026-01"), {date(2026, 1, 31): 2})
    assert days is not None
    assert len(days.bars) == 31
    assert days.is_worth_drawing
    assert calendar(Period.parse("2025-2030"), {}) is None


def test_a_trend_has_each_figure_as_its_source_told_it() -> None:
    known = [
        PeriodOutcome("jaar 2025", "2025", figure(40, margin=4, told=of(40))),
        PeriodOutcome("jaar 2026", "2026", figure(None, suppressed=True)),
    ]
    assert trends(known) == [
        Picture(
            PictureKind.VERLOOP,
            "",
            (
                Bar("jaar 2025", 40, margin=4, short="2025", told=of(40)),
                Bar("jaar 2026", None, suppressed=True, short="2026"),
            ),
        )
    ]


def test_without_a_total_each_counted_part_has_its_own_trend() -> None:
    told = Part("a", "eerste", "x", 40, margin=4, told=of(40))
    few = Part("b", "tweede", "x", None, suppressed=True)
    beside = Part("c", "derde", "x", 9, counted=False)
    known = [
        PeriodOutcome("jaar 2025", "2025", figure(None, parts=[told, few, beside])),
        PeriodOutcome("jaar 2026", "2026", no_delivery("nog niets")),
    ]
    absent = Bar("jaar 2026", None, short="2026")
    assert trends(known) == [
        Picture(
            PictureKind.VERLOOP,
            "eerste",
            (Bar("jaar 2025", 40, margin=4, short="2025", told=of(40)), absent),
        ),
        Picture(
            PictureKind.VERLOOP,
            "tweede",
            (Bar("jaar 2025", None, suppressed=True, short="2025"), absent),
        ),
    ]


def test_a_split_has_its_rows_as_bars_and_a_move_has_both_ends() -> None:
    rows = (
        Row("raam", "raam", 9, margin=4, told=of(9)),
        Row("straat", "straat", None, suppressed=True),
    )
    moves = (Row("straat:raam", "van straat naar raam", 7),)
    outcome = figure(
        9,
        breakdowns=[
            Breakdown("branch", "branche", rows),
            Breakdown("branch_shift", "verschuiving", moves),
        ],
    )
    of_branch, of_moves = shares(outcome)
    assert of_branch == Picture(
        PictureKind.VERDELING,
        "branche",
        (Bar("raam", 9, margin=4, told=of(9)), Bar("straat", None, suppressed=True)),
    )
    assert (of_moves.kind, of_moves.subject) == (PictureKind.VAN_NAAR, "verschuiving")
    (move,) = of_moves.bars
    assert (move.label, move.value) == ("van straat naar raam", 7)
    assert move.origin.lower().startswith("straat")
    assert move.target.lower().startswith("raam")
    assert shares(no_delivery("nog niets")) == []


def test_terms_have_two_bars_each() -> None:
    picture = of_terms([Term("x", "besluit", "IND-2.2-01", 3, 1)])
    assert picture == Picture(
        PictureKind.TERMIJNEN,
        "",
        (Bar("besluit", 3, series="op tijd"), Bar("besluit", 1, series="te laat")),
    )


def test_a_month_has_its_total_and_the_days_with_any() -> None:
    days = {date(2026, 1, 30): 2, date(2026, 1, 31): 0, date(2026, 2, 1): 4, date(2026, 2, 2): None}
    assert months(calendar_of(days)) == [
        Month(date(2026, 1, 1), 2, ((date(2026, 1, 30), 2),)),
        Month(date(2026, 2, 1), 4, ((date(2026, 2, 1), 4),)),
    ]
