"""The attack's way: corners that it meets, and what they leave open."""

from math import inf

import pytest

from disclosure import (
    Additivity,
    Cell,
    Group,
    IrreparableError,
    Period,
    Row,
    System,
    count,
    suppress,
)
from disclosure.attack import Attack
from disclosure.audit import sized_groups
from disclosure.suppression import _Master

HALVES = Period("Y", (Period("H1"), Period("H2")), complete=True)


@pytest.mark.parametrize(("most", "is_wide"), [(4, False), (5, False), (6, True), (9, True)])
def test_corners_leave_a_group_open_with_one_person_to_spare_either_way(
    most: int, *, is_wide: bool
) -> None:
    """Nobody to five, one less on either side: one to four. Nobody to six: one to five."""
    group = Group("few", (0,), 4, 5)
    attack = Attack(System([0], [Row((0,), (), 0, most)]), primal=True)
    assert not attack.is_wide(group, 1), "nothing was met yet"
    assert all(attack.wander(30))
    assert attack.is_wide(group, 1) is is_wide
    assert attack.is_wide(group, 0) is (most >= 4)


def test_a_direction_without_an_end_has_no_corner() -> None:
    attack = Attack(System([0], [Row((0,), (), 0, inf)]), primal=True)
    assert {*attack.wander(30)} == {True, False}, "down there is one, up there is none"


def test_it_wanders_the_same_way_again() -> None:
    system = System([0, 0], [Row((0, 1), (), 0, 5)])
    found = [[*Attack(system, primal=True).wander(8)] for _ in range(2)]
    assert found[0] == found[1]


@pytest.mark.parametrize("additivity", [Additivity.PERSONS, Additivity.ACTS, Additivity.GATHERED])
def test_no_half_has_one_more_than_its_year(additivity: Additivity) -> None:
    system = System([])
    counts = count(system, HALVES, additivity)
    system.rows.append(Row(counts["Y"], (), 5, 5))
    bounds = Attack(system).bounds(Group("half", counts["H1"], 4, 5))
    assert (bounds.low, bounds.high) == (0, 5)


@pytest.mark.parametrize("additivity", [Additivity.PERSONS, Additivity.ACTS])
def test_a_year_has_no_one_more_than_both_its_halves(additivity: Additivity) -> None:
    system = System([])
    counts = count(system, HALVES, additivity)
    for half in ("H1", "H2"):
        system.rows.append(Row(counts[half], (), 2, 2))
    bounds = Attack(system).bounds(Group("year", counts["Y"], 4, 5))
    assert (bounds.low, bounds.high) == (2 if additivity is Additivity.PERSONS else 4, 4)


def test_three_and_a_half_persons_are_three() -> None:
    """At most one of any two neighbours in a ring of seven: 3.5 in fractions, and none to three."""
    system = System([0] * 7, [Row((nr, (nr + 1) % 7), (), 0, 1) for nr in range(7)])
    system.groups.append(Group("ring", tuple(range(7)), 4, 5))
    bounds = Attack(system).bounds(system.groups[0])
    assert (bounds.high, bounds.whole) == (3.5, False)
    assert [group.name for group in sized_groups(system)] == ["ring"]


def test_what_only_whole_numbers_tell_and_no_cell_hides_is_named() -> None:
    """One to three of any two: 1.5 to 4.5 in fractions, and 2 to 4 of all."""
    system = System([1, 1, 1], [Row(pair, (), 1, 3) for pair in ((0, 1), (1, 2), (0, 2))])
    system.groups.append(Group("all three", (0, 1, 2), 3, 4))
    with pytest.raises(IrreparableError, match="all three"):
        suppress(system)


def test_the_cheapest_cell_of_each_open_cut_goes_and_one_may_do_for_two() -> None:
    master = _Master([3, 1, 2, 5], ())
    two = [frozenset({0, 1, 2}), frozenset({1, 3})]
    assert master.greedy(set(), two) == {1}
    assert master.greedy({1}, two) == set()
    assert master.greedy(set(), [frozenset({0, 2}), frozenset({3})]) == {2, 3}
    assert master.cheapest() == set(), "no cut, nothing to hide"
    master.add(two)
    assert master.cheapest() == {1}
    forced = _Master([3, 1, 2, 5], {3})
    forced.add([frozenset({0, 2}), frozenset({1, 3})])
    assert forced.cheapest() == {2, 3}


def test_two_corners_are_enough_where_they_lie_far_apart() -> None:
    """Its first two directions lead to nobody and to nine of the first unknown."""
    system = System([0, 0], [Row((0,), (), 0, 9), Row((1,), (), 0, 9)])
    attack = Attack(system, primal=True)
    group = Group("few", (0,), 4, 5)
    assert [*attack.wander(1)] == [True]
    assert not attack.is_wide(group, 1)
    assert [*attack.wander(2)] == [True, True]
    assert attack.is_wide(group, 1)


def test_a_cell_that_another_delivery_counted_otherwise_is_widened_to_hold_the_truth() -> None:
    for told, true in ((5, 3), (3, 5), (3, 3)):
        system = System([true], [], [Cell("contacts", (0,), told, 1)])
        bounds = Attack(system).bounds(Group("few", (0,), 4, 5))
        assert (bounds.low, bounds.high) == (min(told, true), max(told, true))


def test_bounds_without_an_end_are_those_of_whole_numbers_too() -> None:
    system = System([3], [Row((0,), (), 0, inf)])
    group = Group("few", (0,), 4, 5)
    for whole in (False, True):
        bounds = Attack(system, whole=whole).bounds(group)
        assert (bounds.low, bounds.high, bounds.whole) == (0, inf, True)
