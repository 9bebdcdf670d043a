"""Months, half-years and years of the Brussels calendar, and the periods of the plan."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.days import CITY, city_day
from reporting.periods.rules import NoPeriodError, Period, PeriodKind, of_year

DAYS = st.dates(date(1990, 1, 1), date(2199, 12, 31))
CALENDAR = (PeriodKind.MAAND, PeriodKind.HALFJAAR, PeriodKind.JAAR)
KINDS = st.sampled_from(CALENDAR)
PERIODS = st.builds(Period.containing, DAYS, KINDS)
PLANS = st.builds(
    lambda first, years: Period.parse(f"{first}-{first + years}"),
    st.integers(2000, 2180),
    st.integers(1, 9),
)


@given(DAYS)
def test_every_day_is_in_exactly_one_month_one_half_and_one_year(day: date) -> None:
    containing = [period for period in of_year(day.year) if day in period]
    assert sorted(period.kind for period in containing) == sorted(CALENDAR)
    assert {Period.containing(day, kind) for kind in CALENDAR} == set(containing)


@given(PERIODS | PLANS)
def test_a_period_is_known_by_its_id(period: Period) -> None:
    assert Period.parse(period.id) == period


@given(PERIODS)
def test_periods_of_a_kind_follow_each_other_without_a_gap(period: Period) -> None:
    after = Period.containing(period.last + timedelta(days=1), period.kind)
    assert after.first == period.last + timedelta(days=1)
    assert period.first in period
    assert period.last in period
    assert after.first not in period


@given(PERIODS | PLANS)
def test_the_period_before_ends_where_the_period_begins_and_is_as_long(period: Period) -> None:
    before = period.previous
    if before is None:
        assert period.first.year < 2000
        return
    assert before.last + timedelta(days=1) == period.first
    assert before.kind == period.kind
    assert len(before.months) == len(period.months)
    assert before.last.year - before.first.year == period.last.year - period.first.year


@given(st.integers(1990, 2199))
def test_the_months_and_the_halves_of_a_year_cover_it(year: int) -> None:
    whole = Period(PeriodKind.JAAR, year)
    for kind in (PeriodKind.MAAND, PeriodKind.HALFJAAR):
        parts = [period for period in of_year(year) if period.kind is kind]
        days = sum((part.last - part.first).days + 1 for part in parts)
        assert days == (whole.last - whole.first).days + 1


@given(st.integers(0, 5_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_a_moment_counts_on_the_day_that_the_clock_in_brussels_shows(moment: datetime) -> None:
    assert city_day(moment) == moment.astimezone(CITY).date()
    assert city_day(moment.astimezone(CITY)) == city_day(moment)


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        ("2026-01-31T23:30:00+01:00", "2026-01"),
        ("2026-01-31T23:30:00+00:00", "2026-02"),  # half past midnight in Brussels
        ("2026-06-30T22:30:00+00:00", "2026-07"),  # summer time: two hours ahead
        ("2026-12-31T23:00:00+00:00", "2027-01"),
        ("2026-03-29T00:59:59+00:00", "2026-03"),  # the second before summer time
        ("2026-10-25T01:30:00+00:00", "2026-10"),  # the hour that came twice
    ],
)
def test_the_edge_of_a_month_is_midnight_in_brussels(moment: str, month: str) -> None:
    day = city_day(datetime.fromisoformat(moment))
    assert Period.containing(day, PeriodKind.MAAND).id == month


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-13", "2026-00", "2026-1", "2026-H3", "2026-h1", "2026-01-01", " 2026", "2026 ",
     "2026-01\n", "2018-2016", "2016-2016", "2016-2026", "2198-2200", "1989",
     "2200", "99999", "jan", "٢٠٢٦", "2026-Q1"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(NoPeriodError):
        Period.parse(text)


def test_how_periods_read() -> None:
    assert Period.parse("2026-01").label == "januari 2026"
    assert Period.parse("2026-H2").label == "tweede halfjaar 2026"
    assert Period.parse("2026").label == "jaar 2026"
    assert Period.parse("2016-2018").label == "planperiode 2016-2018"
