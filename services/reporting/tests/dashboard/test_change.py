"""What is said of a figure beside that of the period before, and where nothing is."""

import pytest

from reporting.dashboard.rules.comparison import compare
from reporting.figures.rules.outcomes import Outcome, figure, no_delivery


@pytest.mark.parametrize(
    ("now", "before", "ended", "change"),
    [
        (figure(12), figure(15), True, -3),
        (figure(15), figure(12), True, 3),
        (figure(0), figure(0), True, 0),
        (figure(12), figure(15), False, None),
        (figure(None), figure(15), True, None),
        (figure(12), figure(None), True, None),
        (figure(12, missing=["mei"]), figure(15), True, None),
        (figure(12), figure(15, missing=["mei"]), True, None),
        (figure(12, margin=1), figure(15), True, None),
        (figure(12), figure(15, margin=4), True, None),
        (figure(12), no_delivery("een levering"), True, None),
    ],
)
def test_a_difference_is_said_of_two_whole_exact_figures_alone(
    now: Outcome, before: Outcome, change: int | None, *, ended: bool
) -> None:
    found = compare(now, before, ended=ended)
    assert (found.before, found.change) == (before, change)
