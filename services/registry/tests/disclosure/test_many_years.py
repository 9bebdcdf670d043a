"""Two hundred synthetic years of small and large organisations, attacked by who shares no code.

A few of each size in every run; all by ``make test-long``.
"""

from collections.abc import Iterator

import pytest

from registry.counts.rules import cells
from registry.disclosure.rules.publication import ToldPeriod
from registry.integration.published import document

from ..support.attack import IN, LIVES, Attacker, keeps_its_secret
from ..support.deliveries import Tables, uneven
from ..support.protecting import YEAR, T, by_period, rows_of, told_half
from ..support.truth import size

SIZES = (6, 8, 10, 12, 15, 18, 22, 27, 33, 40)
LARGE = {40: 75, 80: 120, 120: 240, 160: 240, 199: 600}
"""Clients of some years; the others go round the small sizes."""
SHORT = 1
NEXT = (4, 13)
ANOTHER = pytest.mark.night(
    "a second year, of other people", stays="::test_nobody_sizes_a_group_of_one_to_four"
)


def years() -> Iterator[object]:
    for nr in range(200):
        clients = LARGE.get(nr, SIZES[nr % len(SIZES)])
        organisation = "GHAPRO" if nr % 5 == 0 else "BOYS"
        further = (ANOTHER,) if nr in NEXT else (pytest.mark.long,)
        marks = () if nr == SHORT else further
        yield pytest.param(nr, clients, organisation, marks=marks, id=f"{nr}-{clients}")


def told(nr: int, tables: Tables, organisation: str) -> list[ToldPeriod]:
    """By one delivery; every third year had its first half before."""
    earlier: list[ToldPeriod] = []
    halves: tuple[int, ...] = (1, 2)
    if nr % 3 == 0:
        earlier, halves = [told_half(tables, 1, organisation)], (2,)
    figures = by_period(
        tables,
        YEAR,
        *earlier,
        halves=halves,
        half_tables=tables if earlier else None,
        organisation=organisation,
    )
    return [*earlier, *(ToldPeriod(*one) for one in figures.items())]


@pytest.mark.parametrize(("nr", "clients", "organisation"), [*years()])
def test_nobody_sizes_a_group_of_one_to_four(nr: int, clients: int, organisation: str) -> None:
    tables = uneven(nr, clients)
    published = [
        (organisation, one.period, 1, one.figures) for one in told(nr, tables, organisation)
    ]
    attacker = Attacker(document(published, T), organisation)
    rows, tried = rows_of(tables), 0
    for measure, dims, lives in attacker.groups():
        real = size(rows, measure, dims, lives)
        if 0 < real < T:
            tried += 1
            if keeps_its_secret(attacker.sizes(measure, dims, lives), T):
                continue
            bounds = attacker.bounds(measure, dims, lives)
            assert bounds[0] <= real <= bounds[1]
            assert keeps_its_secret(bounds, T), (measure, dims, lives, real, bounds)
    assert tried
    for dimension in (cells.LEEFTIJD, cells.NATIONALITEIT):
        for code in cells.CATEGORIES[dimension]:
            _, most = attacker.others(cells.CLIENTEN, {dimension: code}, IN["Y"])
            all_of_them = size(rows, cells.CLIENTEN, {}, LIVES["persons"])
            if size(rows, cells.CLIENTEN, {dimension: code}, LIVES["persons"]) == all_of_them:
                assert most >= T - 1, (dimension, code, most)
