"""A drawn figure of codes, and the bounds that hold for persons when linkage misses some."""

import pytest

from registry.year_linkage.rules.linkage_error import LinkageError, _drawn, _widened
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
