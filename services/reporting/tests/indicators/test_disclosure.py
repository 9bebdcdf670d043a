"""Small numbers of persons stay hidden, also from somebody who can subtract."""

from hypothesis import given
from hypothesis import strategies as st

from reporting.indicators.rules.disclosure import (
    NOT_OVER_YEARS,
    hidden,
    persons,
    split_persons,
    too_small,
)
from reporting.indicators.rules.periods import Period

CELLS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30), max_size=7)
THRESHOLDS = st.sampled_from([5, 10])


@given(CELLS, THRESHOLDS)
def test_no_small_count_of_persons_is_shown(values: dict[str, int], threshold: int) -> None:
    kept_back = hidden(values, threshold)
    assert all(
        not too_small(count, threshold) for code, count in values.items() if code not in kept_back
    )


@given(CELLS, THRESHOLDS)
def test_what_is_hidden_cannot_be_had_by_subtracting_from_the_total(
    values: dict[str, int], threshold: int
) -> None:
    kept_back = hidden(values, threshold)
    total = sum(values.values())
    if not kept_back or too_small(total, threshold):
        return  # nothing is hidden, or the total is hidden too
    rest = total - sum(count for code, count in values.items() if code not in kept_back)
    assert rest >= threshold
    assert len(kept_back) >= 2


@given(CELLS, THRESHOLDS)
def test_zeros_are_never_hidden(values: dict[str, int], threshold: int) -> None:
    assert all(values[code] for code in hidden(values, threshold))


def test_a_plan_period_has_no_count_of_persons_to_subtract_from() -> None:
    plan = Period.parse("2016-2018")
    whole = persons("x", "x", 700, plan)
    assert (whole.value, whole.missing) == (None, NOT_OVER_YEARS)
    assert split_persons("branch", "branche", {"raam": 400, "straat": 300}, plan).rows == ()


def test_a_month_hides_more_than_a_year() -> None:
    assert persons("x", "x", 7, Period.parse("2026-03")).suppressed
    assert persons("x", "x", 7, Period.parse("2026")).value == 7
    assert persons("x", "x", 0, Period.parse("2026-03")).value == 0
