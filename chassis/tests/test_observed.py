"""Moments of observation: not to come beyond what clocks differ, and not absurdly old."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis.observed import check_moment, refuse_moment
from chassis.refusals import FieldRefusedError

AHEAD = timedelta(minutes=5)
OLDEST = timedelta(days=732)

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (NOW, None),
        (NOW + AHEAD, None),
        (NOW + AHEAD + timedelta(seconds=1), "moment-in-de-toekomst"),
        (NOW - OLDEST, None),
        (NOW - OLDEST - timedelta(seconds=1), "moment-te-oud"),
        (datetime(2062, 1, 5, tzinfo=UTC), "moment-in-de-toekomst"),
        (datetime(1926, 1, 5, tzinfo=UTC), "moment-te-oud"),
    ],
)
def test_a_moment_is_refused_at_its_field(at: datetime, code: str | None) -> None:
    refusal = refuse_moment("observedAt", at, NOW)
    assert (refusal and (refusal.field, refusal.code)) == (code and ("observedAt", code))


def test_a_refusal_is_raised() -> None:
    with pytest.raises(FieldRefusedError):
        check_moment("at", NOW + timedelta(days=1), NOW)
