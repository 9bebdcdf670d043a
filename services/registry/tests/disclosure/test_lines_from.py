"""From how many on lines are told: 200 in a half, 30 for ages and nationalities of a year."""

import pytest

from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figures
from registry.minimum_format.rules.records import Period

from ..support.deliveries import Tables, of_branches
from ..support.protecting import YEAR, by_period

FIRST = Period(2025, 1)


def a_year_ago(tables: Tables) -> Tables:
    return tables.changed(
        contacten=[row | {"maand": "2024" + row["maand"][4:]} for row in tables.contacten],
        activiteiten=[],
    )


def told_by(figures: Figures, dimension: str) -> bool:
    """Whether anything is told along a dimension of clients."""
    keys = (Key(cells.CLIENTEN).where(dimension, code) for code in cells.CATEGORIES[dimension])
    return any(figures[key].value is not None for key in keys if key in figures)


@pytest.mark.parametrize(("clients", "is_told"), [(20, False), (30, True)])
def test_ages_and_nationalities_of_fewer_than_thirty_are_told_to_nobody(
    clients: int, *, is_told: bool
) -> None:
    """Of a year in tens, since nobody tells it from the last; branch and gender are no secret."""
    tables = of_branches({"raam": clients})
    year = by_period(tables, halves=(1, 2), before=a_year_ago(tables))[YEAR]
    assert year[Key(cells.CLIENTEN)].value == clients
    for dimension in (cells.LEEFTIJD, cells.NATIONALITEIT):
        assert told_by(year, dimension) is is_told, dimension
    for dimension in (cells.BRANCHE, cells.GENDER):
        assert told_by(year, dimension), dimension


@pytest.mark.parametrize(("clients", "is_told"), [(190, False), (200, True)])
def test_a_half_of_fewer_than_two_hundred_tells_their_total_alone(
    clients: int, *, is_told: bool
) -> None:
    half = by_period(of_branches({"raam": clients}), halves=(1,))[FIRST]
    assert half[Key(cells.CLIENTEN)].value == clients
    assert told_by(half, cells.BRANCHE) is is_told
