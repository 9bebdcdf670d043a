"""Moments and stretches of time on a screen, also where the clock changes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from databank.screens import times

moments = st.integers(min_value=0, max_value=20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(moments, st.integers(min_value=0, max_value=60 * 24))
def test_two_moments_are_never_written_the_same(at: datetime, minutes: int) -> None:
    """Also in the night in which an hour comes twice."""
    later = at + timedelta(minutes=minutes)
    assert (times.spell(at) == times.spell(later)) == (minutes == 0)


@pytest.mark.parametrize(
    ("starts", "hours", "said"),
    [
        (datetime(2026, 10, 24, 20, tzinfo=UTC), 9, "za 24/10/2026, 22:00 – 06:00 (9 uur: de klok"),
        (datetime(2026, 3, 28, 21, tzinfo=UTC), 7, "za 28/03/2026, 22:00 – 06:00 (7 uur: de klok"),
        (datetime(2026, 1, 10, 21, tzinfo=UTC), 8, "za 10/01/2026, 22:00 – 06:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 1, "zo 25/10/2026, 02:30 zomertijd – 02:30 wi"),
    ],
)
def test_a_night_in_which_the_clock_changes_says_how_long_it_was(
    starts: datetime, hours: int, said: str
) -> None:
    assert times.span(starts, starts + timedelta(hours=hours)).startswith(said)
