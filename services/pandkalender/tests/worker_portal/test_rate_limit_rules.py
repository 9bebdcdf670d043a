"""The rate limit: tries that an address has, and the moment of the next one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chassis.web.code_tries.rules import allowed_tries, next_try

EVERYWHERE = 300
PER_ADDRESS = 10
WINDOW = timedelta(minutes=10)

MOMENTS = st.timedeltas(timedelta(), WINDOW).map(datetime(2026, 1, 1, tzinfo=UTC).__add__)


@given(st.lists(MOMENTS, min_size=1, max_size=20, unique=True), st.integers(1, PER_ADDRESS))
def test_again_is_the_first_whole_minute_at_which_fewer_count(
    tried: list[datetime], allowed: int
) -> None:
    if len(tried) < allowed:
        return

    def counts(at: datetime) -> int:
        return sum(one > at - WINDOW for one in tried)

    free = next_try(tried, allowed)
    assert (free.second, free.microsecond) == (0, 0)
    assert counts(free) < allowed
    assert counts(free - timedelta(minutes=1)) >= allowed


def test_many_failures_everywhere_leave_every_address_one_try() -> None:
    assert allowed_tries(EVERYWHERE - 1) == PER_ADDRESS
    assert allowed_tries(EVERYWHERE) == 1
