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
