"""All pairs of who asks and what is asked, an eighth of them each time and all in a long run."""

from collections.abc import Iterable

import pytest

Route = tuple[str, str]
"""A method and a path."""

OF = 8
SHARES = pytest.mark.parametrize(
    "share", [0, *(pytest.param(each, marks=pytest.mark.long) for each in range(1, OF))]
)
"""Of all pairs. In the first share each route is asked by an eighth of those who ask; all of them
with ``make test-long``."""

HALVES = pytest.mark.parametrize("half", [0, pytest.param(1, marks=pytest.mark.long)])
"""Of all pairs of a route and what is sent to it: each route gets half of what there is, and each
of it goes to half of the routes; the rest with ``make test-long``."""


def of_turn(routes: Iterable[Route], turn: int, share: int, turns: int = OF) -> list[Route]:
    """The routes that whoever has this turn asks for in a share: each route has its own turns.
    Where only few ask, each of them asks for more, since no route is left out of a share."""
    of = min(turns, OF)
    return [route for nr, route in enumerate(routes) if (nr + turn) % of == share]
