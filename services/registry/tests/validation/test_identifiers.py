"""What says who somebody is, is refused where a code should stand, with the reason alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.minimum_format.rules.columns import Agreements
from registry.minimum_format.rules.records import Period
from registry.validation.rules.findings import ErrorKind
from registry.validation.rules.identifiers import LIKE, Identifier, identifier_in
from registry.validation.rules.validate import validate

from ..support.deliveries import client, contact, of_branches

IDENTIFYING = [
    ("85.07.30-033.28", Identifier.NATIONAL_NUMBER),
    ("85073003328", Identifier.NATIONAL_NUMBER),
    ("rr-85073003328", Identifier.NATIONAL_NUMBER),
    ("85-07-30-033-28", Identifier.NATIONAL_NUMBER),
    ("ana@example.org", Identifier.MAIL),
    ("0485 12 34 56", Identifier.PHONE),
    ("0485-123456", Identifier.PHONE),
    ("+32485123456", Identifier.PHONE),
    ("0032-485-12-34-56", Identifier.PHONE),
    ("032123456", Identifier.PHONE),
    ("1985-07-30", Identifier.BIRTH_DATE),
    ("30-07-1985", Identifier.BIRTH_DATE),
    ("19850730", Identifier.BIRTH_DATE),
    ("c-30071985", Identifier.BIRTH_DATE),
    ("Voorbeeldstraat 12", Identifier.ADDRESS),
    ("voorbeeldlaan-3", Identifier.ADDRESS),
    ("Ana Voorbeeld", Identifier.NAME),
    ("Ana-Voorbeeld", Identifier.NAME),
    ("voorbeeld", Identifier.NAME),
    ("Ana", Identifier.NAME),
    ("Ивана", Identifier.NAME),
    ("fatima2", Identifier.NAME),
    ("Ana1985", Identifier.NAME),
    ("MariaV-03", Identifier.NAME),
]


@pytest.mark.parametrize(("written", "kind"), IDENTIFYING)
def test_an_identifier_is_refused_with_its_kind_and_never_repeated(
    written: str, kind: Identifier
) -> None:
    assert identifier_in(written, is_code=True) is kind
    tables = of_branches({"raam": 2})
    tables.clienten.append(client(written))
    tables.contacten.append(contact(written))
    verdict = validate(tables.sheets(), Period(2025), Agreements())
    assert [(e.table, e.row, e.kind) for e in verdict.errors] == [
        ("clienten", 4, ErrorKind.IDENTIFIER),
        ("contacten", 4, ErrorKind.IDENTIFIER),
    ]
    assert LIKE.get(kind, "een naam") in verdict.errors[0].reason
    assert written not in str(verdict)


CODES = ["c-0417", "c0417-3fa9c1", "raam-12", "straat-0", "prive_thuis-101", "a1b2", "417", "00417"]


@pytest.mark.parametrize(
    "code", [*CODES, "85073003329", "XK-7Q2", "2025-0417", "qrtvw", "k12", "an", "a-n"]
)
def test_a_code_that_says_nothing_is_taken(code: str) -> None:
    assert identifier_in(code, is_code=True) is None


@given(st.text("bcdfghjklmnpqrstvwxz", min_size=18, max_size=18))
def test_a_code_of_our_page_is_always_taken(letters: str) -> None:
    """No vowels, so no word, name or street; one digit, so no date or number."""
    assert identifier_in(f"p1-{letters}", is_code=True) is None


@pytest.mark.parametrize(
    ("written", "is_one"),
    [
        ("1929-12-31", False),
        ("1930-01-01", True),
        ("2012-12-31", True),
        ("2013-01-01", False),
        ("1985-00-30", False),
        ("1985-12-31", True),
        ("1985-13-01", False),
        ("1985-02-29", False),
        ("1984-02-29", True),
        ("31.1.1985", True),
        ("32.1.1985", False),
    ],
)
def test_a_date_of_birth_is_a_day_of_the_calendar_of_who_may_be_a_client(
    written: str, *, is_one: bool
) -> None:
    assert (identifier_in(written, is_code=True) is Identifier.BIRTH_DATE) is is_one


@pytest.mark.parametrize(
    ("written", "is_one"),
    [
        ("ana", True),
        ("Ana7", True),
        ("ana7x", False),
        ("sara7x", False),
        ("sara7", True),
        ("fatima7x", True),
        ("xfatima7", False),
    ],
)
def test_a_short_given_name_counts_where_no_other_letters_stand_beside_it(
    written: str, *, is_one: bool
) -> None:
    assert (identifier_in(written, is_code=True) is Identifier.NAME) is is_one


def test_words_of_other_columns_are_no_names_but_numbers_of_people_are_seen() -> None:
    assert identifier_in("Ana Voorbeeld", is_code=False) is None
    assert identifier_in("85.07.30-033.28", is_code=False) is Identifier.NATIONAL_NUMBER
    assert identifier_in("bel 0485/12.34.56", is_code=False) is None
    assert identifier_in("0485/12.34.56", is_code=False) is Identifier.PHONE
