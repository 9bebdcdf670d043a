"""The attack of scenario 14 succeeds where disclosure control fails."""

import pytest

from simulator.city import City, care
from simulator.scenarios.small_cells import Cell, alone, hides_more, hides_small, people_behind
from simulator.scenarios.story import UnlikeError


def cell(measure: str, **codes: str) -> Cell:
    return measure, frozenset(codes.items())


TOTAL, STREET, ESCORT = (
    cell("clienten"),
    cell("clienten", branche="straat"),
    cell("clienten", branche="escort"),
)
PEOPLE = {
    TOTAL: {f"c{n}" for n in range(12)},
    STREET: {"c0", "c1"},
    ESCORT: {f"c{n}" for n in range(2, 12)},
}


def test_a_small_number_that_is_shown_is_found() -> None:
    with pytest.raises(UnlikeError):
        hides_small({TOTAL: 12, STREET: 2, ESCORT: 10}, PEOPLE)


def test_a_small_number_that_is_hidden_alone_can_be_subtracted() -> None:
    published = {TOTAL: 12, STREET: None, ESCORT: 10}
    assert hides_small(published, PEOPLE) == 1
    assert alone(("clienten", "branche"), published)
    assert not hides_more(published, PEOPLE)


def test_a_second_hidden_number_protects_the_first() -> None:
    published = {TOTAL: 12, STREET: None, ESCORT: None}
    assert not alone(("clienten", "branche"), published)
    assert hides_more(published, PEOPLE)


def test_the_deliveries_of_the_city_hold_small_numbers(city: City) -> None:
    tables = next(each for each in city.care if each.organisation is care.HALF_YEAR_TOO)
    sizes = [len(people) for people in people_behind(tables).values()]
    assert any(1 <= size <= 4 for size in sizes)


def test_a_half_year_holds_who_was_reached_in_it(city: City) -> None:
    year = next(each for each in city.care if each.half is None)
    halves = [year.half_year(1), year.half_year(2)]
    assert sum(len(half.contacten) for half in halves) == len(year.contacten)
    for half in halves:
        codes = {row["client_code"] for row in half.clienten}
        assert {row["client_code"] for row in half.contacten} - {""} == codes
