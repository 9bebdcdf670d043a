"""Contacts of a told half that came late: one rounded number of twenty persons or more, or none."""

import pytest

from registry.disclosure.rules.late_contacts import late_figure
from registry.disclosure.rules.publication import Figure
from registry.minimum_format.rules.records import Contact, Period, Rows

HALF = Period(2025, 1)


def contacts(codes: list[str | None], month: str = "2025-03") -> tuple[Contact, ...]:
    return tuple(Contact(month, "medisch", "consultatie", "vast", code) for code in codes)


def people(number: int, name: str = "k") -> list[str | None]:
    return [f"{name}{nr}" for nr in range(number)]


def figure(year: Rows, told: Rows) -> Figure:
    return late_figure(year, {HALF: told}, 5, b"secret", "late")


@pytest.mark.parametrize(("late", "is_told"), [(0, False), (19, False), (20, True), (34, True)])
def test_late_contacts_of_twenty_persons_are_told_in_tens_and_of_fewer_not(
    late: int, *, is_told: bool
) -> None:
    told = Rows(contacten=contacts(people(40)))
    year = Rows(contacten=(*told.contacten, *contacts(people(late))))
    found = figure(year, told)
    if not is_told:
        assert found == Figure(None)
        return
    assert found.rounded_to == 10
    assert found.value is not None
    assert found.value % 10 == 0 and abs(found.value - late) < 10


def test_a_contact_of_another_half_a_second_of_one_person_and_one_less_are_not_twenty() -> None:
    told = Rows(contacten=contacts(people(40)))
    twice = contacts([*people(19), *people(19)])
    autumn = contacts(people(9), "2025-09")
    assert figure(Rows(contacten=(*told.contacten, *twice, *autumn)), told) == Figure(None)
    fewer = told.contacten[1:]
    assert figure(Rows(contacten=(*fewer, *twice)), told) == Figure(None)
    somebody = contacts([None])
    again = figure(Rows(contacten=(*told.contacten, *twice, *somebody)), told)
    assert again.value in (30, 40), "who stays anonymous is somebody else: 39 contacts of twenty"


@pytest.mark.parametrize(("found_again", "is_told"), [(20, True), (19, False)])
def test_nothing_is_told_where_fewer_than_half_of_the_clients_are_found_again(
    found_again: int, *, is_told: bool
) -> None:
    told = Rows(contacten=contacts(people(40)))
    year = Rows(contacten=contacts([*people(found_again), *people(60, "other ")]))
    assert (figure(year, told).value is not None) is is_told


def test_nothing_is_told_where_the_rows_of_a_half_are_gone() -> None:
    year = Rows(contacten=contacts(people(40)))
    assert figure(year, Rows()) == Figure(None)
