"""The two months of a deployment plan (PRC-03)."""

from datetime import date

import pytest

from databank.police_plan.rules.deployment import period_after, period_of, plannable


@pytest.mark.parametrize(
    ("day", "begins", "after"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 1)),
        (date(2026, 2, 28), date(2026, 1, 1), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 3, 1), date(2026, 5, 1)),
        (date(2026, 10, 31), date(2026, 9, 1), date(2026, 11, 1)),
        (date(2026, 11, 1), date(2026, 11, 1), date(2027, 1, 1)),
        (date(2026, 12, 31), date(2026, 11, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_is_two_months_from_an_odd_one(day: date, begins: date, after: date) -> None:
    assert period_of(day) == begins
    assert period_after(begins) == after


def test_six_periods_can_be_planned_and_not_the_one_that_has_begun() -> None:
    assert plannable(date(2026, 9, 1)) == [
        date(2026, 11, 1),
        *(date(2027, month, 1) for month in (1, 3, 5, 7, 9)),
    ]
    assert plannable(date(2026, 8, 31))[0] == date(2026, 9, 1)
