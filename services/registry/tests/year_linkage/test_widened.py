"""A drawn figure of codes, and the bounds that hold for persons when linkage misses some."""

import pytest

from registry.year_linkage.rules.linkage_error import (
    LinkageError,
    Measurement,
    Sample,
    _drawn,
    _widened,
    error_of,
)
from registry.year_linkage.rules.linked_figures import LinkedFigure

SIZES = {"a": 60, "b": 40}
"""A hundred codes, of which forty at most came to both."""


@pytest.mark.parametrize(
    ("drawn", "figure"),
    [
        (0, LinkedFigure(100, 91, 100)),
        (10, LinkedFigure(90, 81, 99)),
        (20, LinkedFigure(80, 71, 89)),
        (40, LinkedFigure(60, 60, 69)),
    ],
)
def test_what_was_drawn_in_tens_is_nine_off_at_most(drawn: int, figure: LinkedFigure) -> None:
    assert _drawn(100, 40, drawn, 10) == figure


@pytest.mark.parametrize(
    ("figure", "error", "found"),
    [
        # of codes made twice half are the same: six misses in a row are 1/64, seven 1/128
        (LinkedFigure(100, 100, 100), LinkageError(50, 0, 0), LinkedFigure(97, 94, 100)),
        (LinkedFigure(100, 100, 100), LinkageError(50, 0, 2), LinkedFigure(96, 92, 100)),
        # three of those who met were others
        (LinkedFigure(90, 90, 90), LinkageError(100, 3, 0), LinkedFigure(91, 89, 93)),
        (LinkedFigure(99, 99, 99), LinkageError(100, 3, 0), LinkedFigure(99, 98, 100)),
        # an odd stretch is made even, where nobody more can have come to both above
        (LinkedFigure(60, 60, 60), LinkageError(100, 3, 0), LinkedFigure(62, 60, 64)),
    ],
)
def test_bounds_of_codes_become_bounds_of_persons(
    figure: LinkedFigure, error: LinkageError, found: LinkedFigure
) -> None:
    """Risks are of one in forty on either side, shared among what was measured and what follows."""
    assert _widened(figure, SIZES, error, 5) == found


@pytest.mark.parametrize(
    ("sampled", "found"),
    [
        (None, None),
        (Sample(49, 49), None),  # fewer than were coded, of whom there are fifty
        (Sample(50, 50), LinkageError(90, 0, 10)),  # 50 of 50: 91.6 percent at the least
        (Sample(50, 45), LinkageError(75, 0, 10)),  # 45 of 50: 76.9
    ],
)
def test_the_error_of_a_year_is_told_in_steps_of_five_from_samples_that_suffice(
    sampled: Sample | None, found: LinkageError | None
) -> None:
    measured = [
        Measurement("a", clients=52, coded=50, pairs_alike=0, sample=sampled),
        Measurement("b", clients=50, coded=50, pairs_alike=0, sample=Sample(50, 50)),
    ]
    error = error_of(measured, 5)
    assert (error is None) is (found is None)
    if error is not None and found is not None:
        assert (error.agreement, error.without_code) == (found.agreement, found.without_code)


def test_where_nobody_was_measured_nothing_agrees() -> None:
    assert error_of([], 5) == LinkageError(0, 0, 0)
