"""Persons are found again under other codes by what figures count of them, in four steps."""

from dataclasses import replace

import pytest

from registry.disclosure.rules.same_persons import under_codes_of
from registry.minimum_format.rules.records import Client, Contact, Rows

ANNA = Client("a", "25-29", "vrouw", "eu_oost", "raam", "gekend")
MARCH = Contact("2025-03", "medisch", "consultatie", "vast", "a")
JULY = replace(MARCH, maand="2025-07")
OTHER = {
    "geboortejaar_klasse": "30-39",
    "gender": "man",
    "nationaliteitsgroep": "belgie",
    "branche_hoofd": "straat",
    "eerste_contact": "nieuw",
}


def person(code: str, *contacts: Contact, others: int = 0) -> Rows:
    """Of another kind than Anna in so many attributes."""
    changed = dict(list(OTHER.items())[:others])
    client = replace(ANNA, client_code=code, **changed)
    return Rows((client,), tuple(replace(each, client_code=code) for each in contacts))


def both(*some: Rows) -> Rows:
    return Rows(
        tuple(client for rows in some for client in rows.clienten),
        tuple(contact for rows in some for contact in rows.contacten),
    )


def codes(known: Rows, rows: Rows) -> list[str]:
    return [client.client_code for client in under_codes_of(known, rows).clienten]


@pytest.mark.parametrize(
    ("contacts", "others", "same"),
    [
        ((MARCH, MARCH), 0, True),  # the same in all
        ((MARCH, MARCH), 1, True),  # the same was done, and most of five are the same
        ((MARCH, MARCH), 2, True),
        ((MARCH, MARCH), 3, False),
        ((MARCH, MARCH), 5, False),
        ((JULY,), 0, True),  # the same in all attributes
        ((JULY,), 1, False),
        ((JULY, MARCH), 1, True),  # but one, and something that was done
        ((JULY, MARCH), 2, False),
    ],
)
def test_who_may_be_the_same_under_another_code(
    contacts: tuple[Contact, ...], others: int, *, same: bool
) -> None:
    known = person("a", MARCH, MARCH)
    assert codes(known, person("b", *contacts, others=others)) == ["a" if same else " niemand 0"]


def test_each_is_found_again_once_and_the_others_get_codes_of_nobody() -> None:
    known = both(person("a", MARCH), person("b", MARCH))
    rows = both(person("x", MARCH), person("y", MARCH), person("z", MARCH))
    found = codes(known, rows)
    assert sorted(found)[1:] == ["a", "b"]
    assert sorted(found)[0].startswith(" niemand ")
    more = codes(rows, known)
    assert len({*more}) == 2
    assert {*more} < {*"xyz"}


def test_who_is_the_same_in_all_goes_before_who_is_only_alike() -> None:
    known = both(person("a", MARCH), person("b", MARCH, JULY))
    rows = both(person("x", MARCH, JULY), person("y", MARCH, others=1))
    assert codes(known, rows) == ["b", "a"]


def test_of_two_who_are_alike_who_shares_more_goes_first() -> None:
    known = both(person("a", MARCH, MARCH, MARCH, JULY))
    near = person("x", MARCH, MARCH, MARCH, others=1)
    far = person("y", MARCH, others=1)
    assert codes(known, both(far, near)) == [" niemand 0", "a"]
    assert codes(known, both(near, far)) == ["a", " niemand 1"]


def test_contacts_go_with_their_client_and_anonymous_ones_stay_so() -> None:
    known = person("a", MARCH)
    nobody = replace(JULY, client_code=None)
    rows = both(person("b", MARCH), Rows((), (nobody, replace(JULY, client_code="in no table"))))
    found = under_codes_of(known, rows).contacten
    assert [contact.client_code for contact in found] == ["a", None, None]
    assert [contact.maand for contact in found] == ["2025-03", "2025-07", "2025-07"]
