"""An audit finds the same groups whether it looks for corners first or asks at once."""

from itertools import product
from math import inf
from random import Random

import pytest

from disclosure import Group, Row, System, audit, sized_groups
from disclosure.attack import Attack

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
