"""Counts by code and period: tables that share a dimension agree on it, in each life."""

from math import inf

import pytest

from disclosure import Attack, Group, Measure, System, Unit, Unknowns, at_most

CODES = {
    "branch": ("raam", "straat"),
    "age": ("20", "30"),
    "origin": ("eu", "azie"),
    "tongue": ("nl", "fr"),
}
LIVES = {"H1": frozenset({"1", "both"}), "Y": frozenset({"1", "2", "both"})}
TABLES = (("origin", "branch"), ("branch", "age"))
UNITS = [
    Unit({"branch": branch, "age": age, "origin": origin, "tongue": "nl"}, life, f"p{nr}")
    for nr, (branch, age, origin, life) in enumerate(
        [
            ("raam", "20", "eu", "1"),
            ("raam", "20", "azie", "2"),
            ("raam", "30", "azie", "both"),
            ("straat", "30", "eu", "1"),
        ]
    )
]


def added(tables: tuple[tuple[str, ...], ...] = TABLES, units: list[Unit] = UNITS) -> Unknowns:
    return Unknowns.add(System(truth=[]), Measure("persons", CODES, tables, LIVES), units)


def bounds(of: Unknowns, where: dict[str, str], period: str = "Y") -> tuple[float, float]:
    found = Attack(of.system).bounds(Group("", of.of_period(period, where), 4, 5))
    return found.low, found.high


@pytest.mark.parametrize(
    ("where", "year", "half"),
    [
        ({}, 4, 3),
        ({"branch": "raam"}, 3, 2),
        ({"origin": "azie"}, 2, 1),
        ({"branch": "raam", "age": "20"}, 2, 1),
        ({"branch": "straat", "age": "20"}, 0, 0),
        ({"origin": "eu", "branch": "raam"}, 1, 1),
    ],
)
def test_a_cell_counts_who_has_its_codes_in_its_period(
    where: dict[str, str], year: int, half: int
) -> None:
    persons = added()
    persons.system.check()
    assert persons.system.value(persons.of_period("Y", where)) == year
    assert persons.system.value(persons.of_period("H1", where)) == half
    assert persons.behind(LIVES["Y"], where).total() == year
    assert persons.behind(LIVES["H1"], where).total() == half


def test_one_table_bounds_another_by_the_dimension_that_they_share() -> None:
    persons = added()
    persons.system.fix(persons.of_period("Y", {"branch": "raam"}), 3, 3)
    assert bounds(persons, {"branch": "raam", "age": "20"}) == (0, 3)
    assert bounds(persons, {"branch": "raam", "age": "20"}, "H1") == (0, 3)
    assert bounds(persons, {"branch": "straat", "age": "20"}) == (0, inf)


def test_a_table_agrees_with_the_one_that_it_shares_most_with() -> None:
    """Not with the last by name, which has only the total in common with it."""
    tables = (("origin",), ("branch", "age"), ("age", "tongue"))
    persons = added(tables)
    persons.system.fix(persons.of_period("Y", {"branch": "raam", "age": "20"}), 2, 2)
    persons.system.fix(persons.of_period("Y", {"branch": "straat", "age": "20"}), 0, 0)
    assert bounds(persons, {"age": "20", "tongue": "nl"}) == (0, 2)


def test_whoever_is_counted_in_fewer_is_counted_in_more() -> None:
    reached = added()
    guided = Unknowns.add(reached.system, reached.measure, UNITS[:1])
    at_most(guided, reached, [({"1", "2", "both"}, {"1", "2", "both"})], [("branch",)])
    reached.system.check()
    reached.system.fix(reached.of_period("Y", {"branch": "raam"}), 3, 3)
    assert bounds(guided, {"branch": "raam"}) == (0, 3)
    assert bounds(guided, {"branch": "straat"}) == (0, inf)


def test_what_an_earlier_delivery_counted_widens_the_row_to_hold_the_truth() -> None:
    """Three were guided of the one who is left: two too many, and no more."""
    reached = added(units=UNITS[:1])
    guided = Unknowns.add(reached.system, reached.measure, [UNITS[0]] * 3)
    at_most(guided, reached, [({"1", "2", "both"}, {"1", "2", "both"})], [("branch",)])
    reached.system.check()
    reached.system.fix(reached.of_period("Y", {"branch": "raam"}), 1, 1)
    reached.system.fix(reached.of_period("Y", {"branch": "straat"}), 0, 0)
    assert bounds(guided, {"branch": "raam"}) == (0, 3)
    assert bounds(guided, {"branch": "straat"}) == (0, 0)
