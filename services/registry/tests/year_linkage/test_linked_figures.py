"""Linked totals tell nobody: neither who is in a hidden cell, nor who came to more than one.

The attacker here counts every register that a reader cannot rule out, and shares no code with the
protector.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure import Row, System
from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.year_linkage.rules.linked_figures import (
    TOTAL,
    LinkedFigure,
    LinkedFigures,
    LinkedQuestion,
    _Together,
    left_out,
    linked_figures,
)
from registry.year_linkage.rules.persons import LinkedClient, Persons, distinct, persons

T = 5
BRANCHES = ("raam", "straat", "escort")
ORGANISATIONS = ("GHAPRO", "BOYS", "FREECLINIC")


def key_of(branch: str | None) -> Key:
    return TOTAL if branch is None else cells.CLIENTEN_BRANCHE.key(branch)


def shown(clients: list[LinkedClient]) -> dict[Key, dict[str, int]]:
    """As the organisations would: small cells hidden, and nothing else."""
    found: dict[Key, dict[str, int]] = {}
    for organisation in {each.organisation for each in clients}:
        for branch in (None, *cells.CATEGORIES[cells.BRANCHE]):
            size = sum(
                1
                for each in clients
                if each.organisation == organisation and branch in (None, each.branch)
            )
            if not 0 < size < T:
                found.setdefault(key_of(branch), {})[organisation] = size
    return found


def city(seed: int, sizes: Mapping[str, int], twice: float) -> list[LinkedClient]:
    """Organisations of these sizes, of whose clients a share is known to an earlier one too."""
    dice = Random(seed)
    clients: list[LinkedClient] = []
    for organisation, size in sizes.items():
        others = [each for each in clients if each.organisation != organisation]
        dice.shuffle(others)
        for nr in range(size):
            known = others.pop() if others and dice.random() < twice else None
            branch = dice.choices(BRANCHES, [70, 20, 10])[0]
            if known is not None and dice.random() < 0.8:
                branch = known.branch
            code = known.code if known else f"{organisation}{nr}"
            clients.append(LinkedClient(organisation, branch, code))
    return clients


def linked(clients: list[LinkedClient], secret: bytes = b"secret") -> LinkedFigures:
    return linked_figures(LinkedQuestion(shown(clients), persons(clients), secret, T))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("twice", [0.0, 0.03, 0.3, 1.0])
def test_what_is_real_lies_between_the_bounds(seed: int, twice: float) -> None:
    clients = city(seed, {"GHAPRO": 120, "BOYS": 60, "FREECLINIC": 25}, twice)
    found, real = linked(clients, bytes([seed])), persons(clients)
    for key, figure in found.items():
        branch = dict(key.dimensions).get(cells.BRANCHE)
        if figure.value is None:
            assert figure == LinkedFigure()
            continue
        assert figure.at_least is not None
        assert figure.at_most is not None
        assert figure.at_least <= distinct(real, branch) <= figure.at_most
        assert figure.at_least <= figure.value <= figure.at_most


def test_a_city_of_the_usual_sizes_has_its_total_and_its_large_branches() -> None:
    clients = city(1, {"GHAPRO": 1250, "BOYS": 240, "FREECLINIC": 75}, 0.08)
    found = linked(clients)
    assert found[TOTAL].value is not None
    assert found[key_of("raam")].value is not None


def test_where_nobody_came_twice_nine_less_are_possible_and_not_ten() -> None:
    """A multiple of ten stands for nine either way, and nobody comes less than not at all."""
    clients = city(1, {"GHAPRO": 120, "BOYS": 60}, 0.0)
    assert linked(clients)[TOTAL] == LinkedFigure(180, 171, 180)


@pytest.mark.parametrize("twice", [11, 19, 20, 25])
def test_a_total_may_be_nine_off_either_way(twice: int) -> None:
    """By multiples of ten, of those who came twice: of 25 as 20 or 30, so 11 to 29, or 21 to 39."""
    clients = [LinkedClient("GHAPRO", "raam", f"c{nr}") for nr in range(200)]
    clients += [LinkedClient("BOYS", "raam", f"c{nr}") for nr in range(200 - twice, 300 - twice)]
    figure = linked(clients)[TOTAL]
    assert figure.value is not None
    assert figure.value % 10 == 0
    assert (figure.at_least, figure.at_most) == (figure.value - 9, figure.value + 9)
    assert abs(figure.value - (300 - twice)) <= 9


def test_a_branch_that_one_organisation_hides_is_not_linked() -> None:
    clients = city(1, {"GHAPRO": 80, "BOYS": 60}, 0.1)
    clients += [LinkedClient("BOYS", "massagesalon", f"o{nr}") for nr in range(2)]
    clients += [LinkedClient("GHAPRO", "massagesalon", f"g{nr}") for nr in range(9)]
    assert linked(clients)[key_of("massagesalon")] == LinkedFigure()


def test_a_branch_of_one_organisation_alone_is_its_own_figure() -> None:
    clients = city(1, {"GHAPRO": 80, "BOYS": 60}, 0.1)
    clients += [LinkedClient("GHAPRO", "massagesalon", f"g{nr}") for nr in range(9)]
    assert linked(clients)[key_of("massagesalon")] in (LinkedFigure(9, 9, 9), LinkedFigure())


def test_nothing_is_told_where_somebody_hides_its_total() -> None:
    clients = city(1, {"GHAPRO": 80, "BOYS": 3}, 0.5)
    assert {figure.value for figure in linked(clients).values()} == {None}


def test_more_people_in_a_hidden_cell_change_no_linked_figure() -> None:
    """Whatever is behind what an organisation hides, the linked figures are the same."""
    clients = city(2, {"GHAPRO": 90, "BOYS": 50}, 0.2)
    told = []
    for inside in (1, 2, 3):
        more = [LinkedClient("BOYS", "prive_thuis", f"h{nr}") for nr in range(inside)]
        more += [LinkedClient("BOYS", "massagesalon", f"i{nr}") for nr in range(4 - inside)]
        told.append(linked([*clients, *more]))
    assert told[0] == told[1] == told[2]


def memberships(sizes: Mapping[str, int]) -> Iterator[dict[frozenset[str], int]]:
    """Every way in which so many may have come to two organisations."""
    one, other = sizes
    for both in range(min(sizes.values()) + 1):
        yield {
            frozenset({one}): sizes[one] - both,
            frozenset({other}): sizes[other] - both,
            frozenset({one, other}): both,
        }


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(st.integers(5, 45), st.integers(5, 45)).map(
        lambda sizes: dict(zip(ORGANISATIONS, sizes, strict=False))
    )
)
def test_neither_a_figure_nor_its_absence_sizes_a_small_group(sizes: dict[str, int]) -> None:
    """Every possible register is drawn both ways; readers see what it may lead to."""
    out = left_out(sizes, T)
    seen: dict[int | None, list[dict[frozenset[str], int]]] = {}
    for register in memberships(sizes):
        both = register[frozenset(sizes)]
        low = both - both % (2 * T)
        for drawn in {low, low + 2 * T * (both % (2 * T) > 0)}:
            seen.setdefault(None if drawn in out else drawn, []).append(register)
    for registers in seen.values():
        for group in registers[0]:
            possible = [register[group] for register in registers]
            low_, high = min(possible), max(possible)
            if any(0 < size < T for size in possible):
                assert high - low_ >= T - 1, (sizes, group, possible)
                assert low_ == 0 or high >= T, (sizes, group, possible)


def knows(told: LinkedFigures, persons: Persons) -> System:
    """What a reader of all figures knows of two organisations, of which one has others too."""
    shown_of_both = {
        TOTAL: {"BOYS": 5, "GHAPRO": 10},
        key_of("raam"): {"BOYS": 5, "GHAPRO": 6},
        key_of("straat"): {"GHAPRO": 4},
    }
    return _Together(LinkedQuestion(shown_of_both, persons, b"", T), told).system


OF_BOTH: Persons = {
    frozenset({("GHAPRO", "raam")}): 3,
    frozenset({("GHAPRO", "straat")}): 4,
    frozenset({("BOYS", "raam")}): 2,
    frozenset({("BOYS", "raam"), ("GHAPRO", "raam")}): 3,
}


def test_a_reader_knows_what_each_organisation_shows_and_how_far_off_figures_are() -> None:
    """Ghapro has six in the window and four elsewhere, the Boysproject five in the window. So who
    came is one of five: to Ghapro in the window or elsewhere, to the other, and to both so."""
    system = knows(
        {TOTAL: LinkedFigure(12, 11, 13), key_of("raam"): LinkedFigure(8, 7, 9)}, OF_BOTH
    )
    assert [*system.truth] == [3, 4, 2, 3, 0]
    assert system.rows == [
        Row((2, 3, 4), (), 5, 5),
        Row((0, 3), (), 6, 6),
        Row((1, 4), (), 4, 4),
        Row((0, 1, 2, 3, 4), (), 11, 13),
        Row((0, 2, 3, 4), (), 7, 9),
    ]


def test_what_is_left_out_says_nothing_to_a_reader() -> None:
    system = knows({TOTAL: LinkedFigure(12, 11, 13), key_of("raam"): LinkedFigure()}, OF_BOTH)
    assert len(system.rows) == 4
    assert system.rows[-1] == Row((0, 1, 2, 3, 4), (), 11, 13)


def test_each_small_group_of_who_came_where_is_looked_at() -> None:
    """Of those five kinds, and of who came to one and to another; none of five or more."""
    system = knows(
        {TOTAL: LinkedFigure(12, 11, 13), key_of("raam"): LinkedFigure(8, 7, 9)}, OF_BOTH
    )
    assert {(group.members, group.width, group.reach) for group in system.groups} == {
        ((0,), 4, 5),  # Ghapro in the window alone: three
        ((1,), 4, 5),  # elsewhere alone: four
        ((2,), 4, 5),  # the other alone: two
        ((3,), 4, 5),  # both in the window: three
        ((3, 4), 4, 5),  # both
        ((2, 4), 4, 5),  # in the window by the word of the other alone: two
    }


@pytest.mark.parametrize(("number", "is_small"), [(0, False), (1, True), (4, True), (5, False)])
def test_one_to_four_are_few(number: int, *, is_small: bool) -> None:
    persons_ = {
        frozenset({("GHAPRO", "raam")}): 6 - number,
        frozenset({("BOYS", "raam")}): 5 - number,
        frozenset({("BOYS", "raam"), ("GHAPRO", "raam")}): number,
        frozenset({("GHAPRO", "straat")}): 4,
    }
    system = knows({TOTAL: LinkedFigure(), key_of("raam"): LinkedFigure()}, persons_)
    assert ((3,) in {group.members for group in system.groups}) is is_small


def test_persons_who_are_in_no_shown_figure_are_a_fault_of_who_asks() -> None:
    """Six came to an organisation that showed five."""
    more = {**OF_BOTH, frozenset({("BOYS", "raam")}): 3}
    shown_of_both = {TOTAL: {"BOYS": 5, "GHAPRO": 10}}
    with pytest.raises(ValueError, match="a row says 5 to 5 where 6 is true"):
        linked_figures(LinkedQuestion(shown_of_both, more, b"", T))


def registers(clients: list[LinkedClient]) -> Iterator[Persons]:
    """All that fit what two organisations show of two branches, however they were linked."""
    places = sorted({(each.organisation, each.branch) for each in clients})
    sizes = {
        place: sum(1 for each in clients if (each.organisation, each.branch) == place)
        for place in places
    }
    one, other = sorted({organisation for organisation, _ in places})
    pairs = [(a, b) for a, b in product(places, places) if a[0] == one and b[0] == other]
    for both in product(*(range(min(sizes[a], sizes[b]) + 1) for a, b in pairs)):
        found = {frozenset(pair): number for pair, number in zip(pairs, both, strict=True)}
        left = dict(sizes)
        for pair, number in zip(pairs, both, strict=True):
            for place in pair:
                left[place] -= number
        if min(left.values()) >= 0:
            yield found | {frozenset({place}): number for place, number in left.items()}


@pytest.mark.parametrize("seed", range(12))
def test_all_figures_together_size_no_small_group(seed: int) -> None:
    """Full enumeration: two organisations, two branches, the total and both branches linked."""
    dice = Random(seed)
    sizes = {"GHAPRO": dice.randint(14, 20), "BOYS": dice.randint(11, 14)}
    clients = [
        LinkedClient(organisation, "raam" if nr < size - 5 else "straat", None)
        for organisation, size in sizes.items()
        for nr in range(size)
    ]
    shared = dice.sample(range(sizes["BOYS"]), dice.randint(0, 6))
    for nr, place in enumerate(shared):
        theirs, mine = clients[sizes["GHAPRO"] + place], clients[dice.randrange(sizes["GHAPRO"])]
        if mine.code is None:
            clients[clients.index(mine)] = LinkedClient("GHAPRO", mine.branch, f"s{nr}")
            clients[sizes["GHAPRO"] + place] = LinkedClient("BOYS", theirs.branch, f"s{nr}")
    figures, real = linked(clients, bytes([seed])), persons(clients)
    told = {key: each for key, each in figures.items() if each.at_least is not None}
    low: dict[frozenset[tuple[str, str]], int] = {}
    high: dict[frozenset[tuple[str, str]], int] = {}
    for register in registers(clients):
        fits = all(
            (each.at_least or 0)
            <= distinct(register, dict(key.dimensions).get(cells.BRANCHE))
            <= (each.at_most or 0)
            for key, each in told.items()
        )
        if fits:
            for group, number in register.items():
                low[group] = min(low.get(group, number), number)
                high[group] = max(high.get(group, number), number)
    for group, number in real.items():
        if 0 < number < T:
            assert high[group] - low[group] >= T - 1, (group, number, told)
            assert low[group] == 0 or high[group] >= T, (group, number, told)
