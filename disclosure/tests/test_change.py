"""A register that was told twice, before who knows nothing, or that persons only went or came."""

from collections.abc import Mapping
from math import inf

import pytest

from disclosure import Change, Group, Measure, Row, System, Unit, Unknowns

CODES = ("a", "b", "c")
YEAR = {"Y": frozenset({"Y"})}
Line = Mapping[str, int]


def register(line: Line) -> Unknowns:
    units = [Unit({"line": code}, "Y", f"{code}{nr}") for code in line for nr in range(line[code])]
    system = System(truth=[])
    return Unknowns.add(system, Measure("persons", {"line": CODES}, (("line",),), YEAR), units)


def told_twice(gone: Line, same: Line, came: Line, off: int) -> Change:
    """The first register exactly, then the net change of each category and of all, ``off`` at most.

    Its groups are the categories of those who went, and of those who came.
    """
    old = register({code: gone[code] + same[code] for code in CODES})
    new = register({code: same[code] + came[code] for code in CODES})
    change = Change(old.system, new.system, [same[code] for code in CODES])
    for where in ({}, *({"line": code} for code in CODES)):
        members = old.of_period("Y", where)
        change.system.fix(change.before(members), *[old.system.value(members)] * 2)
        net = new.system.value(members) - old.system.value(members)
        change.system.rows.append(
            Row(change.came(members), change.gone(members), net - off, net + off)
        )
        for of, some in ((change.gone, gone), (change.came, came)):
            if where and 0 < some[where["line"]] < 5:
                change.system.groups.append(Group(f"{of} {where}", of(members), 4, 5))
    change.system.check()
    return change


NOBODY = {"a": 0, "b": 0, "c": 0}
MANY = {"a": 40, "b": 30, "c": 20}
FEW = {"a": 12, "b": 6, "c": 2}


@pytest.mark.parametrize(("gone", "came"), [(FEW, NOBODY), (NOBODY, FEW)])
def test_an_exact_change_tells_who_knows_that_persons_only_went_or_only_came(
    gone: Line, came: Line
) -> None:
    assert not told_twice(gone, MANY, came, off=0).sizes_nobody()


def test_an_exact_change_tells_nothing_where_some_went_and_some_came() -> None:
    """Twelve of b came and two went, so nobody believes that persons only went, or only came."""
    gone, came = {"a": 9, "b": 2, "c": 8}, {"a": 7, "b": 12, "c": 6}
    assert told_twice(gone, MANY, came, off=0).sizes_nobody()


@pytest.mark.parametrize(("gone", "came"), [(FEW, NOBODY), (NOBODY, FEW)])
def test_a_change_in_tens_sizes_nobody(gone: Line, came: Line) -> None:
    assert told_twice(gone, MANY, came, off=9).sizes_nobody()


def test_a_change_in_tens_sizes_who_went_from_a_category_that_held_few() -> None:
    """Of three who were told of, two went: that they are no more than three is known."""
    gone = {"a": 12, "b": 6, "c": 2}
    assert not told_twice(gone, {"a": 40, "b": 30, "c": 1}, NOBODY, off=9).sizes_nobody()


def test_what_one_register_rules_out_both_do() -> None:
    old, new = register(MANY), register(MANY)
    old.system.rows.append(Row(old.of_period("Y", {"line": "c"}), (), 0, 0))
    change = Change(old.system, new.system, [0, 0, 0])
    ruled_out = [row for row in change.system.rows if not row.low and not row.high]
    assert {row.add for row in ruled_out} == {(2,), (5,), (8,)}


def test_that_some_are_among_others_is_known_of_each_register() -> None:
    """Two who stayed lost the one and kept the other, so it is not known of who went."""
    old, new = register({"a": 3, "b": 3, "c": 0}), register({"a": 1, "b": 3, "c": 0})
    old.system.rows.append(Row((0,), (1,), -inf, 0))
    change = Change(old.system, new.system, [1, 3, 0])
    known = {(row.add, row.subtract) for row in change.system.rows}
    assert known == {((0, 3), (1, 4)), ((3, 6), (4, 7)), ((3,), (4,)), ((6,), (7,))}


def test_that_as_many_are_among_others_is_known_of_who_came_too() -> None:
    """Nobody came to either: that holds, if only just."""
    old, new = register({"a": 3, "b": 3, "c": 0}), register({"a": 1, "b": 3, "c": 0})
    old.system.rows.append(Row((1,), (0,), 0, inf))
    change = Change(old.system, new.system, [1, 3, 0])
    known = {(row.add, row.subtract) for row in change.system.rows}
    assert known == {((1, 4), (0, 3)), ((4, 7), (3, 6)), ((4,), (3,)), ((7,), (6,))}


def test_figures_that_contradict_each_other_are_not_told_to_who_knows_nothing() -> None:
    change = told_twice(NOBODY, MANY, NOBODY, off=0)
    assert change.sizes_nobody()
    change.system.groups.append(Group("a", change.same((0,)), 4, 5))
    change.system.rows.append(Row(change.before((0,)), (), 41, 41))
    assert not change.sizes_nobody(), "forty, and forty-one"
