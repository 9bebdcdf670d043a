"""The delivery of a year gives its halves too, out of its months, and tells nothing small by it."""

import pytest

from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import ToldPeriod
from registry.integration.published import document
from registry.minimum_format.rules.records import Period

from ..support.attack import Attacker, keeps_its_secret
from ..support.deliveries import of_branches, yearly
from ..support.protecting import YEAR, T, by_period, rows_of, told_half
from ..support.truth import size

HALVES = (Period(2025, 1), Period(2025, 2))
CLIENTS, CONTACTS = Key(cells.CLIENTEN), Key(cells.CONTACTEN)


def test_a_year_gives_its_halves_rounded_and_what_was_done_exactly() -> None:
    tables = of_branches({"raam": 40}, "2025-02")
    later = of_branches({"raam": 30}, "2025-09")
    tables.contacten += later.contacten
    told = by_period(tables, halves=(1, 2))
    assert [*told] == [YEAR, *HALVES]
    assert told[YEAR][CLIENTS].value == 40
    assert [told[half][CLIENTS].rounded_to for half in HALVES] == [2 * T, 2 * T]
    assert [told[half][CONTACTS].value for half in HALVES] == [40, 30]


def test_a_half_never_says_who_is_new() -> None:
    told = by_period(yearly(1, 12), halves=(1, 2))
    for half in HALVES:
        assert not [key for key in told[half] if cells.EERSTE_CONTACT in dict(key.dimensions)]
    assert [key for key in told[YEAR] if cells.EERSTE_CONTACT in dict(key.dimensions)]


@pytest.mark.parametrize("halves", [(2,), (1, 2)])
def test_a_half_that_was_told_before_is_told_no_other_way(halves: tuple[int, ...]) -> None:
    tables = of_branches({"raam": 40})
    first = told_half(tables, 1)
    tables.contacten += of_branches({"raam": 30}, "2025-09").contacten
    told = by_period(tables, YEAR, first, halves=halves, half_tables=tables)
    assert [*told] == [YEAR, HALVES[1]]


def test_what_was_told_is_told_no_second_time() -> None:
    tables = of_branches({"raam": 40})
    year = ToldPeriod(YEAR, by_period(tables)[YEAR])
    for again in (YEAR, HALVES[0]):
        with pytest.raises(ValueError, match="was told"):
            by_period(tables, again, year)


@pytest.mark.parametrize(
    "clients", [30, *(pytest.param(n, marks=pytest.mark.long) for n in (15, 75, 240))]
)
def test_who_adds_what_one_delivery_gave_sizes_no_small_group(clients: int) -> None:
    tables = yearly(clients, clients)
    told = by_period(tables, halves=(1, 2))
    once = [("BOYS", period, 1, figures) for period, figures in told.items()]
    attacker = Attacker(document(once, T), "BOYS")
    rows, tried = rows_of(tables), 0
    for measure, dims, lives in attacker.groups():
        real = size(rows, measure, dims, lives)
        if 0 < real < T:
            tried += 1
            bounds = attacker.bounds(measure, dims, lives)
            assert bounds[0] <= real <= bounds[1]
            assert keeps_its_secret(bounds, T), (measure, dims, lives, real, bounds)
    assert tried > 20
