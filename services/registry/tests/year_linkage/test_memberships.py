"""Bounds of what linkage misses, and the groups of people who came to more than one."""

import pytest

from registry.year_linkage.rules.confidence import at_most, least_share, most_elsewhere, most_tries
from registry.year_linkage.rules.linked_figures import _groups, _sets, left_out


@pytest.mark.parametrize(
    ("hits", "tries", "share", "chance"),
    [
        (0, 3, 0.5, 0.125),
        (1, 3, 0.5, 0.5),
        (2, 3, 0.5, 0.875),
        (3, 3, 0.5, 1.0),
        (-1, 3, 0.5, 0.0),
        (0, 2, 0.9, 0.01),
        (0, 3, 0.0, 1.0),
        (2, 3, 1.0, 0.0),
    ],
)
def test_at_most_so_many_hits_are_binomial(
    hits: int, tries: int, share: float, chance: float
) -> None:
    assert at_most(hits, tries, share) == pytest.approx(chance)


@pytest.mark.parametrize(
    ("hits", "tries", "share"),
    [(0, 10, 0.0), (1, 10, 0.00511), (5, 10, 0.22244), (10, 10, 0.74113)],
)
def test_the_lower_bound_of_clopper_and_pearson_is_as_in_their_tables(
    hits: int, tries: int, share: float
) -> None:
    """Of a confidence of 95 percent on one side: alpha to the power 1/n where all are hits."""
    assert least_share(hits, tries, 0.05) == pytest.approx(share, abs=2e-5)


@pytest.mark.parametrize(
    ("seen", "looked_at", "elsewhere", "most"),
    [
        (0, 100, 100, 4),  # 1/16 is more than 5 percent, 1/32 less
        (0, 1, 3, 3),  # no more than there are
        (0, 300, 100, 2),  # of four: three quarters lie where somebody looked
        (0, 0, 7, 7),  # nobody looked
        (3, 100, 0, 0),
    ],
)
def test_elsewhere_are_at_most_as_many_as_the_looked_at_leave_likely(
    seen: int, looked_at: int, elsewhere: int, most: int
) -> None:
    assert most_elsewhere(seen, looked_at, elsewhere, 0.05) == most


@pytest.mark.parametrize(
    ("hits", "share", "most", "tries"),
    [(0, 0.5, 100, 4), (0, 0.5, 3, 3), (5, 0.5, 3, 3), (1, 0.5, 100, 7)],
)
def test_tries_are_at_most_as_many_as_the_hits_leave_likely(
    hits: int, share: float, most: int, tries: int
) -> None:
    """Of seven at most one: 8 of 128, and of eight 9 of 256, which is less than 5 percent."""
    assert most_tries(hits, share, most, 0.05) == tries


def test_a_reader_may_ask_for_every_group_of_who_came_to_more_than_one() -> None:
    sets = [*_sets(["a", "b", "c"])]
    assert sets == [{"a"}, {"b"}, {"c"}, {"a", "b"}, {"a", "c"}, {"b", "c"}, {"a", "b", "c"}]
    assert {*_groups(sets)} == {
        *((nr,) for nr in range(7)),  # exactly these
        *((3, 6), (4, 6), (5, 6)),  # both of two
        *((3, 4, 6), (3, 5, 6), (4, 5, 6)),  # one, and another
        (3, 4, 5, 6),  # more than one
    }
    assert [*_groups([*_sets(["a"])])] == [(0,)]


@pytest.mark.parametrize(
    ("smaller", "out"),
    [
        (50, []),  # of fifty at least 41 came to both: nobody to nine came to the smaller one alone
        (51, []),  # all of them: surely nobody
        (52, [40, 50, 60]),  # nobody or one
        (54, [40, 50, 60]),  # nobody to three
        (55, []),  # nobody to four, so any of five
        (62, [50, 60, 70]),
    ],
)
def test_multiples_are_left_out_near_the_end_at_which_few_came_to_one_alone(
    smaller: int, out: list[int]
) -> None:
    """With two more on either side, so that what is left out tells no more."""
    assert sorted(left_out({"a": smaller, "b": 100}, 5)) == out
