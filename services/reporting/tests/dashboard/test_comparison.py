"""A figure beside that of the period before: a difference only where it says something."""

from hypothesis import given
from hypothesis import strategies as st

from reporting.dashboard.rules.comparison import compare
from reporting.figures.rules.outcomes import Outcome, figure, no_delivery

VALUES = st.none() | st.integers(0, 500)
FIGURES = st.builds(
    lambda value, missing, margin: figure(value, missing=missing, margin=margin),
    VALUES,
    st.sampled_from([(), ("iets",)]),
    st.sampled_from([0, 0, 5]),
)
OUTCOMES = FIGURES | st.just(no_delivery("iets"))


@given(OUTCOMES, OUTCOMES, st.booleans())
def test_a_difference_is_said_of_two_whole_and_exact_figures_of_periods_that_are_over(
    now: Outcome, before: Outcome, ended: bool
) -> None:
    comparison = compare(now, before, ended=ended)
    exact = [not each.missing and not each.margin for each in (now, before)]
    if now.value is not None and before.value is not None and ended and all(exact):
        assert comparison.change == now.value - before.value
    else:
        assert comparison.change is None
    assert comparison.before is before
