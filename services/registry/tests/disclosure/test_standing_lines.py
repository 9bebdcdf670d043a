"""A line stands that one kind of those who changed would carry (rule 6 of the method)."""

from dataclasses import replace

import pytest

from registry.counts.rules import cells
from registry.disclosure.rules.standing_lines import standing_dimensions
from registry.disclosure.rules.two_registers import TwoRegisters
from registry.minimum_format.rules.records import Rows

from ..support.batches import OLD, late, persons, together, without


def standing(old: Rows, new: Rows, measure: str) -> frozenset[str]:
    return standing_dimensions(TwoRegisters("BOYS", 2025, old, new), threshold=5)[measure]


def batch(raam: int, others: int, gone: bool = False) -> frozenset[str]:
    """Dimensions that stand where so many of one branch came late, or went."""
    told = persons({"raam": 40, "escort": 60})
    change = persons({"raam": raam, "escort": others}, "late ")
    old, new = (together(told, change), told) if gone else (told, together(told, change))
    return standing(old, new, cells.CLIENTEN)


@pytest.mark.parametrize("gone", [True, False])
def test_a_line_stands_where_three_quarters_of_a_batch_are_of_one_kind(gone: bool) -> None:
    assert cells.BRANCHE not in batch(29, 11, gone)
    assert cells.BRANCHE in batch(30, 10, gone)
    assert not {cells.GENDER, cells.LEEFTIJD, cells.MAAND} & batch(30, 10, gone)


@pytest.mark.parametrize(("raam", "stands"), [(180, True), (182, False)])
def test_a_line_moves_where_the_kind_was_nearly_that_common_before(raam: int, stands: bool) -> None:
    """All who came are of the branch of nine in ten: a tenth more."""
    told = persons({"raam": raam, "escort": 200 - raam})
    new = together(told, persons({"raam": 20}, "late "))
    assert (cells.BRANCHE in standing(told, new, cells.CLIENTEN)) is stands


def test_whether_a_line_moves_tells_nothing_of_fewer_than_five() -> None:
    told = together(persons({"raam": 40, "escort": 60}), persons({"straat": 4}, "went "))
    left = without(told, {f"went straat{nr}" for nr in range(4)})
    new = together(left, late(40))
    assert cells.BRANCHE not in standing(told, new, cells.CLIENTEN)
    told = together(told, persons({"straat": 1}, "went too "))
    assert cells.BRANCHE in standing(told, new, cells.CLIENTEN)


def test_contacts_and_guidance_keep_what_clients_keep_and_not_the_other_way() -> None:
    """Who came late are of one branch; or those of them who are guided."""
    late_raam = persons({"raam": 30, "escort": 10}, "late ")
    for measure in (cells.CLIENTEN, cells.BEGELEIDINGEN, cells.CONTACTEN, cells.DOORVERWIJZINGEN):
        assert cells.BRANCHE in standing(OLD, together(OLD, late_raam), measure)
    mixed = late(40)
    branches = {row.client_code: row.branche_hoofd for row in mixed.clienten}
    guided = tuple(
        replace(row, begeleiding_status="lopend" if branches[row.client_code] == "raam" else None)
        for row in mixed.contacten
        if row.client_code
    )
    new = together(OLD, replace(mixed, contacten=guided))
    assert cells.BRANCHE in standing(OLD, new, cells.BEGELEIDINGEN)
    assert cells.BRANCHE not in standing(OLD, new, cells.CLIENTEN)
