"""Counts of two halves and their year against full enumeration of who could be behind them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import (
    Additivity,
    Attack,
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


def attacked(
    year: Period, additivity: Additivity, told: dict[str, tuple[int, int]]
) -> dict[str, tuple[float, float]]:
    """Least and most of every count and difference, where these counts were told."""
    system = System(truth=[])
    counts = count(system, year, additivity)
    for period, (low, high) in told.items():
        system.rows.append(Row(counts[period], (), low, high))
    named = [*counts.items(), *differences(system, year, counts, additivity)]
    attack = Attack(system, whole=True)
    bounds = {name: attack.bounds(Group(name, members, T - 1, T)) for name, members in named}
    return {name: (each.low, each.high) for name, each in bounds.items()}


def test_persons_of_two_halves_are_in_one_of_them_alone_or_in_both() -> None:
    told = {"H1": (0, 4), "H2": (1, 9), "Y": (11, 13)}
    assert attacked(YEAR, Additivity.PERSONS, told) == {
        "Y": (11, 13),
        "H1": (2, 4),
        "H2": (7, 9),
        "Y without H1": (7, 9),
        "Y without H2": (2, 4),
        "Y in H1 alone": (2, 4),
        "Y in H2 alone": (7, 9),
        "H1 elsewhere too": (0, 2),
        "H2 elsewhere too": (0, 2),
    }


def test_so_many_in_either_half_of_so_few_in_the_year_were_in_both() -> None:
    found = attacked(YEAR, Additivity.PERSONS, {"H1": (6, 9), "H2": (6, 9), "Y": (8, 9)})
    assert found["H1 elsewhere too"] == found["H2 elsewhere too"] == (3, 9)
    assert found["Y in H1 alone"] == found["Y without H2"] == (0, 3)


def test_acts_of_two_halves_add_up_to_their_year() -> None:
    told = {"H1": (0, 4), "H2": (1, 9), "Y": (11, 20)}
    assert attacked(YEAR, Additivity.ACTS, told) == {
        "Y": (11, 13),
        "H1": (2, 4),
        "H2": (7, 9),
        "Y without H1": (7, 9),
        "Y without H2": (2, 4),
    }


def test_who_is_in_more_than_one_of_a_half_is_so_in_the_year_as_others_may_be() -> None:
    told = {"H1": (3, 4), "H2": (5, 6), "Y": (0, 20)}
    assert attacked(YEAR, Additivity.GATHERED, told) == {
        "Y": (5, 20),
        "H1": (3, 4),
        "H2": (5, 6),
        "Y without H1": (1, 17),
        "Y without H2": (0, 15),
    }


def test_who_is_in_one_all_year_is_so_in_each_half_and_not_the_other_way_round() -> None:
    told = {"H1": (0, 2), "H2": (0, 3), "Y": (4, 9)}
    assert attacked(YEAR, Additivity.LASTING, told) == {"Y": (4, 5), "H1": (1, 2), "H2": (2, 3)}


@pytest.mark.parametrize("additivity", [Additivity.PERSONS, Additivity.ACTS, Additivity.GATHERED])
def test_a_part_that_was_told_alone_bounds_its_whole_from_below(additivity: Additivity) -> None:
    """A month of a half of which the other months were not told."""
    year = Period("Y", (Period("H1", (Period("M1"),)),))
    told = {"M1": (2, 3), "H1": (0, 5), "Y": (0, 6)}
    assert attacked(year, additivity, told) == {
        "M1": (2, 3),
        "H1": (2, 5),
        "Y": (2, 6),
        "H1 without M1": (0, 3),
        "Y without M1": (0, 4),
        "Y without H1": (0, 4),
    }
    assert attacked(year, Additivity.LASTING, told) == {"M1": (2, 3), "H1": (0, 5), "Y": (0, 6)}
