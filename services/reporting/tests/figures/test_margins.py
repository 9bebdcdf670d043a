"""A figure that is not exact reads the same everywhere, and never as one that may be off by 0."""

import re
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from chassis.web import Function
from reporting.care.rules.publications import Care, CareCell, CareDelivery
from reporting.care.rules.year import CareYear
from reporting.care_report.rules.content import care_report
from reporting.charts.rules.pictures import PeriodOutcome, shares, trends
from reporting.figures.rules.margins import about, bounds, in_words
from reporting.figures.rules.outcomes import Outcome
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import Period
from reporting.report_content.rules.canonical import canonical, read
from reporting.report_content.rules.content import Cell, Report

from ..support.browser import signed_in
from ..support.care import cell, published
from ..support.events import moment
from ..support.reporting import Reporting

VALUES = st.integers(0, 10_000)
MARGINS = st.integers(0, 60)
YEAR = Period.parse("2025")
CODES = ("GHAPRO", "BOYS", "FREECLINIC")


@given(VALUES, MARGINS, st.none() | VALUES)
def test_a_figure_has_bounds_or_none_and_never_plus_or_minus_nothing(
    value: int, margin: int, first: int | None
) -> None:
    said = in_words(value, margin, first)
    spread = bounds(value, margin)
    assert ("≈" in said) is ("tussen" in said) is (margin > 0) is (spread is not None)
    assert said.startswith(about(value, margin))
    assert "±" not in said
    assert ("gewijzigd" in said) is (first not in (None, value))
    if spread:
        least, most = spread
        assert 0 <= least <= value < most
        assert f"tussen {least} en {most}" in said


def test_it_reads_as_the_method_has_it() -> None:
    assert in_words(130, 9, 128) == "≈ 130, tussen 121 en 139, gewijzigd (eerst 128)"
    assert in_words(52, 9, 52) == "≈ 52, tussen 43 en 61", "told again, and the same number"
    assert in_words(5, 9) == "≈ 5, tussen 0 en 14"
    assert in_words(0, 4) == "≈ 0, tussen 0 en 4"
    assert in_words(130, 0) == "130"


CELLS = st.tuples(st.integers(0, 300), st.sampled_from([None, 1, 10, 20]), st.none() | VALUES)


def care(told: Iterable[tuple[int, int | None, int | None]]) -> Care:
    return Care(
        CareDelivery(
            organisation=code,
            revision=2,
            threshold=5,
            suppressed=0,
            cells=tuple(
                CareCell(measure, codes, value, rounded_to, first)
                for measure, codes in (
                    ("clienten", {}),
                    ("clienten", {"branche": "raam"}),
                    ("contacten", {"soort": "medisch"}),
                    ("contacten", {"aard": "consultatie", "plaats": "vast"}),
                    ("begeleidingen", {}),
                    ("doorverwijzingen", {}),
                )
            ),
        )
        for code, (value, rounded_to, first) in zip(CODES, told, strict=True)
    )


def every(outcome: Outcome) -> list[tuple[int, int, int | None]]:
    """The value, margin and first figure of all that is shown of an outcome."""
    rows = [row for split in outcome.breakdowns for row in split.rows]
    return [
        (each.value, each.margin, each.first)
        for each in (outcome, *outcome.parts, *rows)
        if each.value is not None
    ]


@given(st.tuples(CELLS, CELLS, CELLS))
def test_no_figure_of_care_loses_its_margin_or_its_first_figure(
    told: tuple[tuple[int, int | None, int | None], ...],
) -> None:
    """A sum is off by what its terms are together; and a picture says what its table says."""
    evidence = Evidence(YEAR, moment("2026-03-01T10:00:00+01:00").date(), {}, care=care(told))
    margin = sum((rounded_to or 1) - 1 for _, rounded_to, _ in told)
    value = sum(value for value, _, _ in told)
    again = any(first is not None for *_, first in told)
    was = sum(value if first is None else first for value, _, first in told) if again else None
    for indicator in ("IND-1-02", "IND-1-04"):
        assert every(answer(indicator, evidence))[0] == (
            value * (2 if indicator == "IND-1-04" else 1),
            margin * (2 if indicator == "IND-1-04" else 1),
            was if was is None or indicator == "IND-1-02" else was * 2,
        )
    alone = told[0][0], (told[0][1] or 1) - 1, told[0][2]
    for indicator in ("IND-1.1-01", "IND-1.1-03", "IND-1.1-05"):
        for shown in every(answer(indicator, evidence))[1:] or every(answer(indicator, evidence)):
            assert shown == alone
    outcome = answer("IND-1.1-01", evidence)
    (trend,) = trends([PeriodOutcome("jaar 2025", "2025", outcome)])
    bars = [*trend.bars, *(bar for picture in shares(outcome) for bar in picture.bars)]
    assert {(bar.value, bar.margin, bar.first) for bar in bars} == {alone}


@given(st.tuples(CELLS, CELLS, CELLS))
def test_a_report_of_care_prints_each_margin_as_bounds(
    told: tuple[tuple[int, int | None, int | None], ...],
) -> None:
    year = CareYear(2025, care(told), (Care(()), Care(())))
    report = Report(
        "zorg_jaar", "2025", "Zorg", moment("2026-03-01T10:00:00+01:00"), care_report(year)
    )
    assert read(canonical(report)) == report
    cells = [cell for table in report.tables for row in table.rows for cell in row]
    printed = [each for each in cells if isinstance(each.value, int)]
    assert not any("±" in str(each) for each in cells)
    for each in printed:
        assert str(each).startswith(in_words(each.value, each.margin, each.first))  # type: ignore[arg-type]
    shown = {(each.value, each.margin, each.first) for each in printed}
    for value, rounded_to, first in told:
        assert (value, (rounded_to or 1) - 1, first) in shown


def test_what_was_kept_before_first_figures_is_read_as_it_was() -> None:
    old = b'{"value":20,"mark":null,"margin":9}'
    assert str(Cell(20, None, 9)) == "≈ 20, tussen 11 en 29"
    report = (
        b'{"kind":"k","period":"2025","title":"t","asOf":"2026-03-01T09:00:00+00:00","sections":'
        b'[{"code":"s","title":"s","paragraphs":[],"tables":[{"code":"t","caption":"t","header":'
        b'["a","b"],"rows":[["x",' + old + b']],"notes":[],"keys":1,"persons":true}]}]}'
    )
    assert read(report).tables[0].rows[0][1] == Cell(20, None, 9)


async def test_a_figure_that_was_told_again_stands_beside_the_first(reporting: Reporting) -> None:
    """On the page, in its picture and over the API; before the day of it the first figure alone."""
    await reporting.told(
        published("GHAPRO", [cell("clienten", 128)]),
        published(
            "GHAPRO",
            [cell("clienten", 130, 10, first=128)],
            revision=2,
            published_at=moment("2026-03-01T00:00:00+01:00"),
        ),
    )
    told = await reporting.figure("IND-1.1-01", "2025")
    assert (told["value"], told["margin"], told["first"]) == (130, 9, 128)
    before = await reporting.figure("IND-1.1-01", "2025", as_of="2026-02-28")
    assert (before["value"], before["margin"], before["first"]) == (128, 0, None)
    reader = await signed_in(reporting, Function.REPORTING_MEDEWERKER)
    for path in ("/cijfers?periode=2025", "/beeld?indicator=IND-1.1-01&periode=2025"):
        page = plain((await reader.get(path)).text)
        assert "130, tussen 121 en 139, gewijzigd (eerst 128)" in page
        assert "Cijfers van een gesloten jaar wijzigen niet voor enkele personen." in page


def plain(html: str) -> str:
    """The words of a page, as they are read one after the other."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split()).replace(" ,", ",")
