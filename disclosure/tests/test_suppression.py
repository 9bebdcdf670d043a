"""Small tables against full enumeration: every register that fits what was published is tried."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure import (
    Attack,
    Cell,
    Group,
    IrreparableError,
    Measure,
    Row,
    System,
    Unit,
    Unknowns,
    groups,
    suppress,
    unsafe_groups,
)
from disclosure.suppression import _parts, _roots, _small_themselves

T = 3
LIVES = {"H1": frozenset("1"), "H2": frozenset("2"), "Y": frozenset("12")}
CODES = ("a", "b", "c")
WHERES = [{}, *({"line": code} for code in CODES)]
Register = tuple[int, ...]
"""How many acts of each code, in each half."""


def system_of(counts: Sequence[tuple[int, int]], periods: Sequence[str]) -> System:
    """A line of three categories in two halves, published for these periods."""
    units = [
        Unit({"line": code}, life, f"{code}{life}{nr}")
        for code, pair in zip(CODES, counts, strict=True)
        for life, number in zip("12", pair, strict=True)
        for nr in range(number)
    ]
    system = System(truth=[])
    acts = Unknowns.add(system, Measure("acts", {"line": CODES}, (("line",),), LIVES), units)
    for period, where in product(periods, WHERES):
        members = acts.of_period(period, where)
        value = system.value(members)
        if value:
            cost = 60 if not where else 4
            system.cells.append(Cell(f"{where} {period}", members, value, cost))
        else:
            system.fix(members, 0, 0)
    system.groups += groups(acts, WHERES, LIVES.values(), T)
    return system


def registers(system: System, hidden: set[int], most: int) -> Iterator[Register]:
    """Every register with numbers up to ``most`` that a reader cannot rule out."""
    for register in product(range(most + 1), repeat=len(system.truth)):
        fits = all(
            row.low <= sum(register[nr] for nr in row.add) <= row.high for row in system.rows
        )
        if fits and all(
            (value >= 1 if nr in hidden else value == cell.value)
            for nr, cell in enumerate(system.cells)
            for value in [sum(register[unknown] for unknown in cell.members)]
        ):
            yield register


@settings(max_examples=25, deadline=None)
@given(
    counts=st.tuples(*[st.tuples(st.integers(0, 4), st.integers(0, 4))] * 3),
    periods=st.sampled_from([("Y",), ("H1", "Y"), ("H1", "H2", "Y")]),
)
def test_who_tries_every_register_sizes_no_small_group(
    counts: tuple[tuple[int, int], ...], periods: tuple[str, ...]
) -> None:
    system = system_of(counts, periods)
    hidden = suppress(system)
    left = [*registers(system, hidden, most=7)]
    assert tuple(system.truth) in left
    for group in system.groups:
        sizes = {sum(register[nr] for nr in group.members) for register in left}
        assert group.is_safe(min(sizes), max(sizes)), (group.name, sizes)


@settings(max_examples=25, deadline=None)
@given(
    counts=st.tuples(*[st.tuples(st.integers(0, 3), st.integers(0, 3))] * 3),
    hidden=st.sets(st.integers(0, 11)),
)
def test_an_attack_finds_what_enumeration_finds(
    counts: tuple[tuple[int, int], ...], hidden: set[int]
) -> None:
    system = system_of(counts, ("H1", "H2", "Y"))
    # Totals stay told, so that enumeration has an end.
    some = {nr for nr in hidden if nr < len(system.cells) and system.cells[nr].cost < 60}
    attack = Attack(system, some, whole=True)
    left = [*registers(system, some, most=9)]
    for group in system.groups:
        sizes = {sum(register[nr] for nr in group.members) for register in left}
        bounds = attack.bounds(group)
        assert (bounds.low, bounds.high) == (min(sizes), max(sizes))


def test_nothing_is_hidden_where_nobody_is_few() -> None:
    assert suppress(system_of([(5, 5), (9, 4), (6, 7)], ("H1", "H2", "Y"))) == set()


def test_a_small_group_takes_the_cheapest_other_with_it() -> None:
    system = system_of([(2, 0), (30, 0), (40, 0)], ("Y",))
    system.cells = [
        Cell(cell.name, cell.members, cell.value, 1 if cell.value == 40 else cell.cost)
        for cell in system.cells
    ]
    hidden = {system.cells[nr].value for nr in suppress(system)}
    assert hidden == {2, 40}


@pytest.mark.parametrize("rounds", [0, 1, 60])
@pytest.mark.parametrize(
    "counts",
    [[(2, 0), (30, 0), (40, 0)], [(1, 1), (2, 5), (9, 1)], [(2, 2), (2, 0), (0, 2)]],
)
def test_however_few_choices_are_made_anew_nobody_is_sized(
    rounds: int, counts: list[tuple[int, int]]
) -> None:
    """After so many rounds cells are only added."""
    system = system_of(counts, ("H1", "H2", "Y"))
    start = {len(system.cells) - 1}
    hidden = suppress(system, start=start, rounds=rounds)
    assert start <= hidden
    assert len(hidden) < len(system.cells)
    assert unsafe_groups(system, hidden) == []


def test_cells_that_alone_leave_no_whole_number_open_go_the_cheapest_first() -> None:
    """In fractions 1.5 to 4.5 in all three, in whole numbers 2 to 4: another cell must go."""
    rows = [Row(pair, (), 1, inf) for pair in ((0, 1), (1, 2), (0, 2))]
    system = System([1, 1, 1, 1, 1, 1, 7], rows)
    for nr, (pair, cost) in enumerate((((0, 1), 4), ((1, 2), 2), ((0, 2), 3))):
        system.cells.append(Cell(f"{pair}", (*pair, 3 + nr), 3, cost))
    system.cells.append(Cell("others", (6,), 7, 1))
    system.groups.append(Group("all three", (0, 1, 2), 3, 4))
    assert unsafe_groups(system, set()) == system.groups
    assert suppress(system) == {1}


def test_what_was_told_before_cannot_be_repaired() -> None:
    system = system_of([(2, 0), (30, 0), (40, 0)], ("Y",))
    for cell in system.cells:
        system.fix(cell.members, cell.value, cell.value)
    with pytest.raises(IrreparableError, match="acts"):
        suppress(system)


def test_the_gate_names_who_is_told() -> None:
    system = system_of([(2, 0), (30, 0), (40, 0)], ("Y",))
    assert unsafe_groups(system, suppress(system)) == []
    assert unsafe_groups(system, set())


def test_a_row_that_is_not_true_is_refused() -> None:
    system = system_of([(2, 0), (30, 0), (40, 0)], ("Y",))
    system.rows.append(Row((0,), (), 0, 0))
    with pytest.raises(ValueError, match="is true"):
        suppress(system)


def two_lines() -> System:
    """Two lines that share nobody, tied by an inequality alone; in each a cell of two persons."""
    system = System([2, 30, 40, 2, 50, 60])
    system.rows.append(Row((0, 1, 2), (3, 4, 5), -inf, 0))
    system.rows.append(Row((5,), (), 60, 60))
    for line in ((0, 1, 2), (3, 4, 5)):
        system.cells.append(Cell(f"all {line}", line, system.value(line), 60))
        system.cells += [Cell(f"{at}", (at,), system.truth[at], 4) for at in line]
        system.groups.append(Group(f"few {line}", line[:1], T - 1, T))
    return system


def test_what_hangs_together_by_more_than_an_inequality_is_a_part() -> None:
    system = two_lines()
    assert _roots(system) == [0, 0, 0, 3, 3, 3]
    first, second = _parts(system)
    assert (first.cells, second.cells) == ((0, 1, 2, 3), (4, 5, 6, 7))
    assert [cell.name for cell in second.system.cells] == [cell.name for cell in system.cells[4:]]
    assert [group.name for group in second.system.groups] == ["few (3, 4, 5)"]
    assert first.system.rows == [Row((3, 4, 5))], "of the others nobody"
    assert second.system.rows == [Row((5,), (), 60, 60), Row((0, 1, 2))]
    without_groups = System(system.truth, system.rows, system.cells, system.groups[:1])
    assert [part.cells for part in _parts(without_groups)] == [(0, 1, 2, 3)]


def test_unknowns_hang_together_by_a_row_that_says_that_two_sums_are_one() -> None:
    rows = [Row((4,), (2,)), Row((3, 1), (), 5, 9), Row((0,), (1,), 0, inf)]
    system = System([1, 2, 3, 4, 3, 7], rows, [Cell("both", (2, 5), 10, 1)])
    assert _roots(system) == [0, 1, 2, 1, 2, 2]


@pytest.mark.parametrize(
    ("row", "is_one"),
    [
        (Row((0,), (1,), 0, inf), True),
        (Row((0,), (1,), 0, 0), False),  # two sums are one
        (Row((0,), (), 0, 5), False),  # what one sum is
        (Row((0,), (), 5, 5), False),
    ],
)
def test_an_inequality_is_between_two_sums(row: Row, *, is_one: bool) -> None:
    assert row.is_inequality is is_one


def test_a_cell_of_few_is_hidden_itself_and_what_was_hidden_stays_so() -> None:
    system = two_lines()
    assert _small_themselves(system) == {1, 5}
    nobody_protected = System(system.truth, [], system.cells, [Group("one", (1,), 0, T)])
    assert _small_themselves(nobody_protected) == set()
    hidden = suppress(system)
    assert {1, 5} < hidden
    assert 7 not in suppress(system), "of the second line a row tells that cell anyway"
    again = suppress(system, start={3, 7})
    assert {1, 3, 5, 7} <= again
    assert unsafe_groups(system, again) == []


def test_what_cannot_be_repaired_is_named_group_by_group() -> None:
    groups_ = [Group(name, (0,), 2, 3) for name in ("acts a", "acts b")]
    refused = IrreparableError(groups_)
    assert str(refused) == "acts a, acts b"
    assert [*refused.groups] == groups_
