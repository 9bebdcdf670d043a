"""The city's own settings of reporting, and what is refused at the start."""

import pytest
from pydantic import ValidationError

from reporting.periods.rules import NoPeriodError
from reporting.settings import ReportingSettings


def test_the_plan_of_the_title_comes_first_unless_the_city_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [plan.id for plan in ReportingSettings().plans] == ["2016-2018", "2015-2018"]
    monkeypatch.setenv("KRACHTLIJN_REPORTING_PLAN_PERIODS", '["2026-2031"]')
    assert [plan.id for plan in ReportingSettings().plans] == ["2026-2031"]


@pytest.mark.parametrize("wrong", ['["2026"]', '["2031-2026"]', '["ooit"]'])
def test_what_is_no_span_of_years_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("KRACHTLIJN_REPORTING_PLAN_PERIODS", wrong)
    with pytest.raises((ValidationError, NoPeriodError)):
        ReportingSettings()
