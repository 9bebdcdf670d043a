"""The two months of a deployment plan, which are fixed before they begin."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from databank.police_plan.rules.deployment import period_after, period_of, plannable

AHEAD = 6

DAYS = st.dates(date(2010, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_every_day_lies_in_one_period_of_two_months(day: date) -> None:
    begins = period_of(day)
    after = period_after(begins)
    assert begins <= day < after
    assert (begins.day, begins.month % 2) == (1, 1)
    assert period_of(after) == after
    assert period_of(after - timedelta(days=1)) == begins


@given(DAYS)
def test_only_periods_that_did_not_begin_can_be_planned(day: date) -> None:
    periods = plannable(day)
    assert len(set(periods)) == AHEAD
    assert all(begins > day for begins in periods)
    assert periods[0] == period_after(period_of(day))
