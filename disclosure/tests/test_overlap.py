"""Counts of two halves and their year against full enumeration of who could be behind them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import (
    Additivity,
    ContradictionError,
    Group,
    Period,
    Row,
    System,
    count,
    differences,
    sized_groups,
    sizes_nobody,
)

T = 3
MOST = 9
YEAR = Period("Y", (Period("H1"), Period("H2")), complete=True)
TOLD = st.tuples(*[st.integers(0, 3).map(lambda n: (max(0, 2 * n - 1), 2 * n + 1))] * 3)


def sizes(told: tuple[tuple[int, int], ...], additivity: Additivity) -> dict[str, set[int]]:
    """Sizes of each group in every register: who is in the first half alone, the second, both."""
    found: dict[str, set[int]] = {}
    both_possible = range(MOST) if additivity is Additivity.PERSONS else range(1)
    for first, second, both in product(range(MOST), range(MOST), both_possible):
        counts = {"H1": first + both, "H2": second + both, "Y": first + second + both}
        fits = all(
            low <= counts[period] <= high
            for period, (low, high) in zip(("H1", "H2", "Y"), told, strict=True)
        )
        if fits:
            counts |= {"Y without H1": second, "Y without H2": first}
            for name, size in counts.items():
                found.setdefault(name, set()).add(size)
    return found


@pytest.mark.parametrize("additivity", [Additivity.PERSONS, Additivity.ACTS])
@given(told=TOLD)
def test_groups_are_sized_as_enumeration_finds_them(
    additivity: Additivity, told: tuple[tuple[int, int], ...]
) -> None:
    system = System(truth=[])
    counts = count(system, YEAR, additivity)
    for period, (low, high) in zip(("H1", "H2", "Y"), told, strict=True):
        system.rows.append(Row(counts[period], (), low, high))
    named = [*counts.items(), *differences(system, YEAR, counts, additivity)]
    system.groups += [Group(name, members, T - 1, T) for name, members in named]
    real = sizes(told, additivity)
    if not real:
        with pytest.raises(ContradictionError):
            sized_groups(system)
        with pytest.raises(ContradictionError):
            sizes_nobody(system)
        return
    expected = {
        name
        for name, some in real.items()
        if max(some) > 0
        and min(some) < T
        and (max(some) - min(some) < T - 1 or (min(some) > 0 and max(some) < T))
    }
    sized = sized_groups(system)
    assert {group.name for group in sized} & {*real} == expected
    assert sizes_nobody(system) is not bool(sized)
