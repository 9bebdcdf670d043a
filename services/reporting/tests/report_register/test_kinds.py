"""Kinds of reports: the file of the city fits the plan, and each kind knows when it is due."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.indicators.catalogue import catalogue
from reporting.periods.rules import Period
from reporting.report_register import kinds
from reporting.report_register.rules.kind import Audience
from reporting.report_register.sight import CARE, POLICE_KINDS
from reporting.reports.rules.builders import BUILDERS
from reporting.reports.rules.illustrations import SAID


def test_every_chapter_shows_indicators_of_the_plan_or_has_a_builder() -> None:
    for kind in kinds.every():
        for chapter in kind.chapters:
            if chapter.builder:
                assert chapter.builder in BUILDERS
            for beginning in chapter.indicators:
                assert any(name.startswith(beginning) for name in catalogue()), beginning


def test_every_picture_is_of_a_table_that_the_kind_shows() -> None:
    for kind in kinds.every():
        own = [chapter.builder for chapter in kind.chapters]
        for each in kind.pictures:
            assert each.picture in SAID
            for code in each.tables:
                built = {"termijnen": "terms", "controledagen": "inspection_days"}.get(code)
                assert built in own if built else code.startswith(kind.indicators), code


def test_a_chapter_that_came_later_is_in_no_report_of_before() -> None:
    """A new chapter in an old report would be a difference in each erratum of it."""
    for code, last, first in (
        ("plan_jaar", "2025", "2026"),
        ("plan_halfjaar", "2025-H2", "2026-H1"),
        ("databank", "2025-H2", "2026-H1"),
    ):
        before = kinds.for_period(code, Period.parse(last))
        after = kinds.for_period(code, Period.parse(first))
        assert before and after
        assert "termijnen" not in {chapter.code for chapter in before.chapters}
        assert "termijnen" in {chapter.code for chapter in after.chapters}
        assert before.title == after.title


def test_the_yearly_report_shows_every_indicator() -> None:
    kind = kinds.for_period("plan_jaar", Period.parse("2026"))
    assert kind is not None
    assert all(name.startswith(kind.indicators) for name in catalogue())


def test_no_report_for_the_police_has_a_figure_of_care() -> None:
    for kind in kinds.every():
        of_care = [name for name in catalogue() if name.startswith("IND-1")]
        assert (kind.code in POLICE_KINDS) is not any(
            name.startswith(kind.indicators) for name in of_care
        )
        assert (Audience.POLITIELEIDING in kind.audiences) is (kind.code in POLICE_KINDS)
    assert CARE in {kind.code for kind in kinds.every()}


@pytest.mark.parametrize(
    ("code", "period", "due"),
    [
        ("plan_jaar", "2026", date(2027, 3, 31)),
        ("plan_halfjaar", "2026-H1", date(2026, 8, 31)),
        ("plan_halfjaar", "2026-H2", date(2027, 2, 28)),
        ("databank", "2026-H2", date(2027, 1, 31)),
    ],
)
def test_a_report_is_due_at_the_end_of_a_month(code: str, period: str, due: date) -> None:
    of = Period.parse(period)
    kind = kinds.for_period(code, of)
    assert kind is not None
    assert kind.holds_for(of)
    assert kind.due_on(of) == due


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [
        (date(2026, 12, 30), None, True),
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
        (date(2020, 1, 1), date(2026, 12, 30), False),
        (date(2020, 1, 1), date(2026, 12, 31), True),
        (date(2020, 1, 1), date(2027, 1, 1), True),
    ],
)
def test_a_kind_holds_for_a_period_by_its_last_day(
    begins: date, ends: date | None, *, holds: bool
) -> None:
    kind = kinds.for_period("plan_jaar", Period.parse("2026"))
    assert kind is not None
    bounded = replace(kind, valid_from=begins, valid_until=ends)
    assert bounded.holds_for(Period.parse("2026")) is holds
    assert not bounded.holds_for(Period.parse("2026-H2"))


@given(st.integers(2015, 2190), st.sampled_from(kinds.every()))
def test_each_kind_is_due_after_its_period(year: int, kind: kinds.Kind) -> None:
    period = Period(kind.period, year)
    assert kind.due_on(period) > period.last
