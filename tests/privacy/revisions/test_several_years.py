"""Nobody who reads two years of one organisation sizes a group of one to four who left, came back
or is new.

Two thirds of the clients come back, with the same attributes, and the reader takes "gekend" for:
seen in the year before. Three linear programs where they are true: nothing known, nobody arrived,
nobody left. More years by ``make test-long``.
"""

from collections.abc import Iterator

import pytest

from .support.next_year import Supposes, sized, told

QUICK = ((75, 0),)
BESIDE = [
    (9, 10, True),
    (26, 5, False),
    (2, 18, True),
    *(
        pytest.param(*some, marks=pytest.mark.long)
        for some in (
            (10, 11, True),
            (20, 20, True),
            (5, 26, True),
            (8, 26, False),
            (26, 8, False),
            (26, 4, True),
            (26, 0, True),
        )
    ),
]
"""Of 75 clients: who left, who arrived, and whether the later year is told in tens.

Who left and arrived by attributes are fewer: of twenty and twenty fifteen each, of whom eleven may
be one who is another in one attribute; of five and twenty-six four and twenty-five.
"""


def pairs() -> Iterator[object]:
    for clients, seed in QUICK:
        yield pytest.param(clients, seed, id=f"{clients}-{seed}")
    for clients in (75, 240, 1250):
        for seed in range(1, 41 if clients < 1250 else 11):
            yield pytest.param(clients, seed, marks=pytest.mark.long, id=f"{clients}-{seed}")


@pytest.mark.parametrize(("clients", "seed"), [*pairs()])
def test_who_reads_both_years_sizes_nobody(clients: int, seed: int) -> None:
    changed = round(0.35 * clients)
    two = told(clients, seed, changed, changed)
    assert not two.is_in_tens
    found, asked = sized(two)
    assert asked > 50
    assert found == []


@pytest.mark.parametrize(("left", "arrived", "in_tens"), BESIDE)
def test_a_year_that_few_tell_from_the_last_sizes_nobody_beside_it(
    left: int, arrived: int, in_tens: bool
) -> None:
    """Nineteen and more than twenty in all; and four and five of those who left, or are new."""
    two = told(75, 3, left, arrived)
    assert two.is_in_tens == in_tens
    found, asked = sized(two)
    assert asked > 50
    assert found == []


@pytest.mark.long
def test_a_year_to_which_nobody_left_is_no_wider_than_ten() -> None:
    """Whoever is certain that not one of 75 clients left may know of a category that at most three
    are new in it: the figure of a year in tens is less than ten off. Who they are is not told."""
    found, _ = sized(told(75, 4, 0, 26))
    assert {supposes for supposes, *_ in found} <= {Supposes.NOBODY_LEFT}
    assert all(low == 0 and high >= 3 for *_, (low, high) in found)
