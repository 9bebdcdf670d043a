from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry

from chassis.days import city_time
from launcher import nightly
from launcher.errors import LauncherError

MOMENTS = st.integers(0, 10 * 366 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-27T02:09:59", "2026-11-26T02:10:00"),
        ("2026-11-27T02:10:00", "2026-11-27T02:10:00"),
        ("2026-11-27T22:59:00", "2026-11-27T02:10:00"),
        ("2026-11-27T23:30:00", "2026-11-27T02:10:00"),
        ("2026-06-15T01:10:00", "2026-06-15T01:10:00"),
    ],
)
def test_a_night_begins_at_its_hour_by_the_clock_of_the_city(now: str, due: str) -> None:
    asked = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert nightly.last_due(asked, time(3, 10)) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@given(MOMENTS, st.times(datetime.min.time(), time(23, 59)))
def test_there_is_one_such_moment_a_day_whatever_the_clock_does(now: datetime, at: time) -> None:
    due = nightly.last_due(now, at.replace(second=0, microsecond=0))
    assert due <= now < due + timedelta(hours=25, minutes=1)
    assert nightly.last_due(due, at.replace(second=0, microsecond=0)) == due
    jumped = timedelta(hours=1)
    shown = datetime.combine(city_time(due).date(), city_time(due).time())
    wanted = datetime.combine(city_time(due).date(), at.replace(second=0, microsecond=0))
    assert shown - wanted in (timedelta(), jumped)


def test_metrics_are_shown_to_others_by_certificate_alone() -> None:
    with pytest.raises(LauncherError, match="no certificate is at hand"):
        nightly.show(CollectorRegistry(), "0.0.0.0:0", None)
    with pytest.raises(LauncherError, match=r"write 127\.0\.0\.1:9000"):
        nightly.show(CollectorRegistry(), "9000", None)
