"""The counts of a told half rebuild what was told, whoever was erased since."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure import Unit
from registry.deliveries.rules.records import Period, Rows
from registry.disclosure.rules.acts import Acts, acts
from registry.disclosure.rules.told_acts import as_told, told_register
from registry.disclosure.rules.told_register import ToldRegister

from ..support.deliveries import yearly
from ..support.protecting import rows_of

FIRST = Period(2025, 1)
ROWS = rows_of(yearly(7, 40)).within(FIRST.months)


def without(rows: Rows, codes: Collection[str]) -> Rows:
    return replace(
        rows,
        clienten=tuple(row for row in rows.clienten if row.client_code not in codes),
        contacten=tuple(row for row in rows.contacten if row.client_code not in codes),
    )


def counted(one: Acts, units: Sequence[Unit]) -> list[Counter[object]]:
    return [
        Counter((tuple(unit.codes[name] for name in clique), unit.life) for unit in units)
        for clique in one.measure.cliques
    ]


@pytest.mark.parametrize("organisation", ["GHAPRO", "BOYS"])
@settings(max_examples=8, deadline=None)
@given(gone=st.sets(st.integers(0, 39)))
def test_what_is_left_and_what_is_rebuilt_count_as_they_did(
    organisation: str, gone: set[int]
) -> None:
    told = told_register(organisation, ROWS, FIRST)
    left = without(ROWS, {f"c{nr:04}" for nr in gone})
    for now, then in zip(
        acts(organisation, left, 2025), acts(organisation, ROWS, 2025), strict=True
    ):
        units = as_told(told, now)
        assert units[: len(now.units)] == now.units
        assert len({unit.person for unit in units[len(now.units) :]}) <= 1
        assert counted(then, units) == counted(then, then.units)


def test_no_row_is_needed_and_none_is_kept() -> None:
    told = told_register("GHAPRO", ROWS, FIRST)
    for none, then in zip(acts("GHAPRO", Rows(), 2025), acts("GHAPRO", ROWS, 2025), strict=True):
        assert counted(then, as_told(told, none)) == counted(then, then.units)
    kept = json.dumps(told.plain())
    assert ToldRegister.read(json.loads(kept)) == told
    assert "c0001" not in kept


def test_rows_that_the_register_does_not_know_give_way_to_what_was_told() -> None:
    told = told_register("BOYS", without(ROWS, {"c0003"}), FIRST)
    for more, then in zip(
        acts("BOYS", ROWS, 2025), acts("BOYS", without(ROWS, {"c0003"}), 2025), strict=True
    ):
        assert counted(then, as_told(told, more)) == counted(then, then.units)
