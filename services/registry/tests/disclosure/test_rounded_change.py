"""The change of a whole year in tens: every table adds up, with any of the others."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.counts.rules import cells
from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Grid, Key
from registry.disclosure.rules.rounded_change import net_change, rounded_change

from ..support.deliveries import uneven, yearly
from ..support.protecting import YEAR, rows_of

BASES = {
    "clienten": 10,
    "begeleidingen": 10,
    "contacten": 20,
    "hulpvragen": 10,
    "doorverwijzingen": 30,
    "activiteiten swab2know": 10,
}
Tens = Mapping[Key, int]


@pytest.mark.parametrize("organisation", ["GHAPRO", "BOYS"])
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10**6), secret=st.binary(min_size=1))
def test_lines_and_grids_of_every_measure_add_up(
    organisation: str, seed: int, secret: bytes
) -> None:
    old, new = rows_of(uneven(seed, 70)), rows_of(yearly(seed, 60))
    net = net_change(aggregate(old, YEAR.months), aggregate(new, YEAR.months))
    tens = rounded_change(organisation, 2025, net, BASES, secret)
    for key, change in tens.items():
        base = BASES.get(key.measure, 10)
        assert change % base == 0
        assert abs(change - net.get(key, 0)) < base
    for line in cells.LINES:
        adds_up(tens, line.total, [line.key(code) for code in codes(line)])
    for grid in cells.grids(organisation):
        grid_adds_up(tens, grid)
    months = cells.months_of("swab2know")
    adds_up(tens, months.total, [months.key(month) for month in YEAR.months])
    mobile = cells.CONTACTEN_AARD.key("consultatie").where(cells.PLAATS, "mobiel")
    if organisation == "GHAPRO":
        for line in (cells.CONTACTEN_BRANCHE, cells.CONTACTEN_MAAND):
            parts = [line.key(code).where(cells.CONSULTATIE, "mobiel") for code in codes(line)]
            adds_up(tens, mobile, parts)


def codes(line: cells.Line) -> Sequence[str]:
    return cells.categories(line, YEAR.months)


def grid_adds_up(tens: Tens, grid: Grid) -> None:
    rows, columns = codes(grid.rows), codes(grid.columns)
    if grid.shown is None:
        for row in rows:
            adds_up(tens, grid.rows.key(row), [grid.key(row, column) for column in columns])
        for column in columns:
            adds_up(tens, grid.columns.key(column), [grid.key(row, column) for row in rows])


def adds_up(tens: Tens, whole: Key, parts: Sequence[Key]) -> None:
    assert tens[whole] == sum(tens[part] for part in parts), whole


def test_measures_that_do_not_move_are_left_out() -> None:
    net = {Key("clienten"): 24, Key("contacten"): 0}
    tens = rounded_change("BOYS", 2025, net, {"contacten": 10}, b"secret")
    assert set(tens.values()) == {0}
    assert {key.measure for key in tens} == {"contacten"}
