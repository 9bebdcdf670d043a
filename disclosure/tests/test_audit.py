"""An audit finds the same groups whether it looks for corners first or asks at once."""

from itertools import product
from math import inf
from random import Random
from typing import Any, cast

import pytest

from disclosure import (
    Cell,
    Group,
    Row,
    System,
    audit,
    sized_groups,
    sizes_nobody,
    sizes_nobody_more,
    unsafe_groups,
)
from disclosure.attack import Attack, Bounds
from disclosure.audit import _is_known, _suspects
from disclosure.solver import TooLongError

ROWS, COLUMNS = 4, 5


def crossed(seed: int, *, has_end: bool) -> System:
    """Two lines crossed: each category exact, in tens, or hidden; all of them together only where
    there is an end to how many they can be."""
    chance = Random(seed)
    system = System([chance.choice((0, 0, 1, 2, 3, 7, 12)) for _ in range(ROWS * COLUMNS)])
    at = {
        (row, column): row * COLUMNS + column
        for row, column in product(*map(range, (ROWS, COLUMNS)))
    }
    lines = [tuple(at[row, column] for column in range(COLUMNS)) for row in range(ROWS)]
    lines += [tuple(at[row, column] for row in range(ROWS)) for column in range(COLUMNS)]
    for nr, members in enumerate(lines):
        off = chance.choice((0, 0, 9, inf)) if has_end or nr not in (0, ROWS) else inf
        true = system.value(members)
        system.rows.append(Row(members, (), max(0, true - off), true + off))
    if has_end:
        everybody = tuple(range(ROWS * COLUMNS))
        system.rows.append(Row(everybody, (), *[system.value(everybody)] * 2))
    for members in (*lines, *((unknown,) for unknown in at.values())):
        if 0 < system.value(members) < 5:
            system.groups.append(Group(f"{members}", members, 4, 5))
    system.check()
    return system


@pytest.mark.parametrize("has_end", [True, False])
def test_it_finds_the_same_groups_without_looking_for_corners(
    monkeypatch: pytest.MonkeyPatch, has_end: bool
) -> None:
    found = []
    for endless in (1, audit.ENDLESS, audit.STEPS + 1):
        monkeypatch.setattr(audit, "ENDLESS", endless)
        found.append(
            [
                [group.name for group in sized_groups(crossed(seed, has_end=has_end))]
                for seed in range(12)
            ]
        )
    assert found[0] == found[1] == found[2]
    assert any(found[0])
    assert not all(found[0])


@pytest.mark.parametrize("has_end", [True, False])
def test_going_on_from_the_last_corner_finds_the_same_bounds(has_end: bool) -> None:
    for seed in range(12):
        system = crossed(seed, has_end=has_end)
        attack, quick = Attack(system), Attack(system, primal=True)
        for group in system.groups:
            bounds, again = attack.bounds(group), quick.bounds(group)
            assert (again.low, again.high) == pytest.approx((bounds.low, bounds.high))


@pytest.mark.parametrize(
    ("low", "high", "is_sized"),
    [
        *((0, 0, False), (0, 1, True), (1, 1, True), (0, 3, True), (0, 4, False), (1, 4, True)),
        *((1, 5, False), (2, 5, True), (4, 4, True), (4, 7, True), (4, 8, False), (5, 5, False)),
        *((5, 6, False), (6, 6, False), (0, 99, False), (1, inf, False)),
    ],
)
def test_a_group_of_one_to_four_may_be_any_of_five_sizes_nobody_or_five(
    low: int, high: float, is_sized: bool
) -> None:
    """Surely nobody, and surely five or more, are no small group."""
    system = System([low, 7], [Row((0,), (), low, high), Row((1,), (), 7, 7)])
    system.groups.append(Group("few", (0,), 4, 5))
    assert [group.name for group in sized_groups(system)] == ["few"] * is_sized
    assert sizes_nobody(system) is not is_sized


@pytest.mark.parametrize(
    ("before", "now", "adds"),
    [
        *(((1, 4), (1, 4), False), ((1, 4), (2, 4), True), ((1, 4), (1, 3), True)),
        *(((0, 9), (0, 4), False), ((0, 9), (0, 3), True), ((0, inf), (1, 4), True)),
        *(((1, 4), (0, 9), False), ((0, 3), (0, 0), False), ((2, 6), (6, 6), False)),
    ],
)
def test_what_was_sized_before_may_be_told_again_and_nothing_beside_it(
    before: tuple[int, float], now: tuple[int, float], adds: bool
) -> None:
    """Surely nobody, and surely more than few, are told of nobody; between, no size may go."""
    known = System([0, 7], [Row((0,), (), *before), Row((1,), (), 7, 7)])
    known.groups.append(Group("few", (0,), 4, 5))
    told = System(known.truth, [*known.rows, Row((0,), (), *now)], [], known.groups)
    assert sizes_nobody_more(told, known) is not adds


def triangle() -> System:
    """One to three in any two of three: 1.5 to 4.5 in fractions, 2 to 4 in all three."""
    pairs = ((0, 1), (1, 2), (0, 2))
    return System([1, 1, 1], [Row(pair, (), 1, 3) for pair in pairs])


def test_what_fractions_leave_open_is_asked_in_whole_numbers() -> None:
    system = triangle()
    system.groups += [Group(name, (0, 1, 2), 3, 4) for name in ("one", "again")]
    attack = Attack(system)
    bounds = attack.bounds(system.groups[0])
    assert (bounds.low, bounds.high, bounds.whole) == (1.5, 4.5, False)
    assert not attack.is_open(system.groups[1]), "no register has halves of persons"
    exact = Attack(system, whole=True).bounds(system.groups[0])
    assert (exact.low, exact.high) == (2, 4)
    assert [group.name for group in unsafe_groups(system, set())] == ["one", "again"]
    assert [group.name for group in sized_groups(system)] == ["one", "again"]


def test_two_groups_that_were_sized_before_are_both_compared_in_whole_numbers() -> None:
    known = triangle()
    known.groups += [Group("all", (0, 1, 2), 3, 4), Group("one", (0,), 4, 5)]
    assert sizes_nobody_more(known, known)
    told = System(known.truth, [*known.rows, Row((0,), (), 0, 1)], [], known.groups)
    assert not sizes_nobody_more(told, known), "of the first all but three, as it was; of one not"


def test_bounds_rest_on_the_cells_that_both_of_them_need() -> None:
    """At least as many as one cell, at most as many as another; a third has nothing to say."""
    among = [Row((0,), (1,), 0, inf), Row((2,), (0,), 0, inf)]
    system = System([4, 3, 6, 2], among)
    system.cells += [Cell(name, (at,), system.truth[at], 1) for at, name in ((1, "c"), (2, "d"))]
    system.cells.append(Cell("e", (3,), 2, 1))
    bounds = Attack(system).bounds(Group("g", (0,), 4, 5))
    assert (bounds.low, bounds.high, bounds.shown) == (3, 6, frozenset({0, 1}))
    assert Attack(system, {0}).bounds(Group("g", (0,), 4, 5)).low == 1, "no zero is hidden"
    assert Attack(system, {1}).bounds(Group("g", (0,), 4, 5)).high == inf


def test_half_a_person_does_not_make_four_into_five() -> None:
    """0.5 to 4.5 in fractions, 1 to 4 in whole numbers."""
    system = System([2, 1, 0, 1, 1])
    system.rows += [Row(pair, (), 1, inf) for pair in ((0, 1), (0, 2), (3, 4))]
    system.rows += [
        Row(pair, (), 0, most) for pair, most in (((1, 2), 1), ((0, 3), 5), ((0, 4), 5))
    ]
    system.check()
    system.groups.append(Group("few", (0,), 4, 5))
    bounds = Attack(system).bounds(system.groups[0])
    assert (bounds.low, bounds.high) == (0.5, 4.5)
    assert [group.name for group in sized_groups(system)] == ["few"]


def test_a_cell_that_is_shown_again_leaves_open_no_more_than_it_says() -> None:
    """What was possible while it was hidden is forgotten."""
    system = System([2], [Row((0,), (), 0, 12)], [Cell("two", (0,), 2, 1)])
    group = Group("few", (0,), 4, 5)
    attack = Attack(system, {0})
    bounds = attack.bounds(group)
    assert (bounds.low, bounds.high) == (1, 12)
    assert attack.is_open(group)
    attack.hide(())
    assert not attack.is_open(group)
    bounds = attack.bounds(group)
    assert (bounds.low, bounds.high) == (2, 2)


def test_half_a_person_at_the_least_is_asked_for_in_whole_numbers_too() -> None:
    """0.5 to 5.5 in fractions: with a person to spare either way that is 2 to 4.5."""
    system = System([2, 1, 0, 1, 1])
    system.rows += [Row(pair, (), 1, inf) for pair in ((0, 1), (0, 2), (3, 4))]
    system.rows += [
        Row(pair, (), 0, most) for pair, most in (((1, 2), 1), ((0, 3), 6), ((0, 4), 6))
    ]
    system.groups.append(Group("few", (0,), 4, 5))
    bounds = Attack(system).bounds(system.groups[0])
    assert (bounds.low, bounds.high, bounds.whole) == (0.5, 5.5, False)
    assert [group.name for group in _suspects(system)] == ["few"]
    assert sized_groups(system) == [], "one to five: nobody or five are among whole numbers"


class Endless:
    """An attack that whole numbers do not answer soon."""

    def bounds(self, group: Group) -> Bounds:
        raise TooLongError


def test_what_was_known_before_and_not_found_soon_is_not_taken_for_known() -> None:
    group = Group("few", (0,), 4, 5)
    assert not _is_known(cast(Any, Endless()), group, Bounds(1, 3))
    attack = Attack(System([2], [Row((0,), (), 1, 3)]), whole=True)
    assert _is_known(attack, group, Bounds(1, 3))
    assert not _is_known(attack, group, Bounds(1, 2))
    assert not _is_known(attack, group, Bounds(2, 3))


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(0, 5, (0, 5)), (3, 3, (3, 3)), (0, 2, (0, 3)), (4, 9, (3, 9)), (2, 4, (2, 4))],
)
def test_a_value_that_was_told_is_widened_to_the_truth_and_never_narrowed(
    low: int, high: int, told: tuple[int, int]
) -> None:
    """Three persons, of whom another delivery may have said otherwise."""
    system = System([1, 2])
    system.fix((0, 1), low, high)
    assert [(row.low, row.high) for row in system.rows] == [told]
    system.check()
