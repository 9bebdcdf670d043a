"""Days on which figures leave: 1 September, and 1 March of the next year, in the city."""

from datetime import date

import pytest

from registry.delivery_register.rules.release import (
    acceptable_from,
    is_reissue,
    leaving_day,
    reissue_day,
    release_day,
)
from registry.minimum_format.rules.records import Period

H1, H2, YEAR = Period(2025, 1), Period(2025, 2), Period(2025)
LEAP = Period(2027)


@pytest.mark.parametrize(
    ("period", "accepted", "leaves"),
    [
        (H1, date(2025, 7, 1), date(2025, 9, 1)),
        (H1, date(2025, 8, 31), date(2025, 9, 1)),
        (H1, date(2025, 9, 1), date(2025, 9, 1)),
        (H1, date(2025, 9, 2), date(2025, 9, 2)),
        (H2, date(2026, 1, 1), date(2026, 3, 1)),
        (YEAR, date(2026, 2, 28), date(2026, 3, 1)),
        (YEAR, date(2026, 3, 1), date(2026, 3, 1)),
        (YEAR, date(2026, 3, 2), date(2026, 3, 2)),
        (LEAP, date(2028, 2, 28), date(2028, 3, 1)),
        (LEAP, date(2028, 2, 29), date(2028, 3, 1)),
        (LEAP, date(2028, 3, 1), date(2028, 3, 1)),
    ],
)
def test_what_nobody_was_told_leaves_on_its_day_or_at_once(
    period: Period, accepted: date, leaves: date
) -> None:
    assert leaving_day(period, accepted, is_told=False, was_reissued=False) == leaves


@pytest.mark.parametrize(
    ("accepted", "leaves"),
    [
        (date(2026, 2, 10), date(2027, 3, 1)),
        (date(2026, 3, 1), date(2027, 3, 1)),
        (date(2026, 3, 2), date(2027, 3, 1)),
        (date(2027, 2, 28), date(2027, 3, 1)),
        (date(2027, 3, 1), date(2028, 3, 1)),
        (date(2028, 2, 29), date(2028, 3, 1)),
        (date(2028, 3, 2), date(2029, 3, 1)),
    ],
)
def test_a_told_year_is_told_once_more_with_a_later_year_and_never_a_day_sooner(
    accepted: date, leaves: date
) -> None:
    assert leaving_day(YEAR, accepted, is_told=True, was_reissued=False) == leaves
    assert reissue_day(2025, accepted) == leaves
    assert is_reissue(YEAR, leaves)


def test_a_told_half_and_a_year_told_twice_stand_for_good() -> None:
    for period, again in ((H1, False), (H2, False), (YEAR, True)):
        day = leaving_day(period, date(2026, 3, 2), is_told=True, was_reissued=again)
        assert day is None, period


def test_a_first_telling_waits_for_the_day_of_its_period() -> None:
    for period in (H1, H2, YEAR, LEAP):
        assert not is_reissue(period, release_day(period))


def test_a_period_is_accepted_from_the_day_after_its_last() -> None:
    assert acceptable_from(H1) == date(2025, 7, 1)
    assert acceptable_from(H2) == date(2026, 1, 1)
    assert acceptable_from(YEAR) == date(2026, 1, 1)
