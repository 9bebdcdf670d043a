"""All pairs of who asks and what is asked, a quarter of them each time and all in a long run."""

from collections.abc import Iterable

import pytest

Route = tuple[str, str]
"""A method and a path."""

QUARTERS = pytest.mark.parametrize(
    "quarter", [0, *(pytest.param(each, marks=pytest.mark.long) for each in (1, 2, 3))]
)
"""Of all pairs. In the first quarter each route is asked by a fourth of those who ask; all four
with ``make test-long``."""


def of_turn(routes: Iterable[Route], turn: int, quarter: int) -> list[Route]:
    """The routes that whoever has this turn asks for in a quarter: each route has its own turns."""
    return [route for nr, route in enumerate(routes) if (nr + turn) % 4 == quarter]
