"""The chapter that says how complete each figure of a report is."""

from datetime import UTC, datetime

import pytest

from contracts.codes import CountKind
from reporting.figures.rules.outcomes import Outcome, figure, no_delivery
from reporting.periods.rules import Period
from reporting.report_register.rules.kind import Chapter
from reporting.reports.rules.builders import account
from reporting.reports.rules.material import IndicatorFigure, Material

SPRING = datetime(2027, 3, 2, 9, tzinfo=UTC)
RUNS = "De periode liep nog"


def made(outcome: Outcome, *, ended: bool) -> tuple[tuple[str, ...], list[object]]:
    shown = IndicatorFigure(
        "IND-2.1-02", "2.1", "controles", "", "controles", "", "databank", CountKind.ZAKEN, outcome
    )
    material = Material(Period.parse("2026"), SPRING, ended=ended, figures={"IND-2.1-02": shown})
    (section,) = account(Chapter("v", "Volledigheid"), material)
    ((row,),) = (table.rows for table in section.tables)
    return section.paragraphs, [cell.value for cell in row[1:]]


@pytest.mark.parametrize("ended", [True, False])
def test_figures_of_a_period_that_runs_are_provisional(*, ended: bool) -> None:
    said, _ = made(figure(3), ended=ended)
    assert any(RUNS in each for each in said) is not ended


@pytest.mark.parametrize(
    ("outcome", "row"),
    [
        (figure(3), ["volledig", "niets"]),
        (figure(3, missing=["mei", "juni"]), ["gedeeltelijk", "mei; juni"]),
        (no_delivery("een levering"), ["nog geen levering", "een levering"]),
    ],
)
def test_each_figure_says_what_it_lacks(outcome: Outcome, row: list[str]) -> None:
    assert made(outcome, ended=True)[1] == row
