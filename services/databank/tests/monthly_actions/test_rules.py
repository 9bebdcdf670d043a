"""Months of a plan, the state of an action, and the rate that follows from them."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from databank.monthly_actions.rules import (
    ActionState,
    month_after,
    month_of,
    plannable,
    rate,
    state_of,
)

AHEAD = 12

DAYS = st.dates(date(2010, 1, 1), date(2099, 12, 31))
ACTIONS = st.lists(st.tuples(st.integers(0, 5), st.booleans()))


@given(ACTIONS)
def test_every_action_is_held_missed_or_still_to_come(actions: list[tuple[int, bool]]) -> None:
    found = rate(state_of(inspections, passed=passed) for inspections, passed in actions)
    assert found.planned == len(actions)
    assert found.held == sum(inspections > 0 for inspections, _ in actions)
    assert found.missed == sum(not inspections and passed for inspections, passed in actions)
    if found.percentage is None:
        assert found.held == found.missed == 0
    else:
        assert 0 <= found.percentage <= 100
        exact = 100 * found.held / (found.held + found.missed)
        assert abs(found.percentage - exact) <= 0.5


@given(ACTIONS, st.integers(1, 5))
def test_an_inspection_more_never_lowers_the_rate(
    actions: list[tuple[int, bool]], inspections: int
) -> None:
    known = [state_of(each, passed=passed) for each, passed in actions]
    missed = [*known, ActionState.GEMIST]
    held = [*known, state_of(inspections, passed=True)]
    before, after = rate(missed).percentage, rate(held).percentage
    assert before is not None and after is not None and before <= after


@given(DAYS)
def test_a_year_of_months_can_be_planned_from_this_one_on(today: date) -> None:
    months = plannable(today)
    assert len(set(months)) == AHEAD
    assert months[0] <= today < months[1]
    assert all(month == month_of(month) for month in months)
    assert all((later - month).days in (28, 29, 30, 31) for month, later in pairwise(months))
    assert month_of(month_after(months[0]) - timedelta(days=1)) == months[0]
