"""Checks of documents: national numbers, doubts, and that no text breaks a check."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.be import bis, nn

from databank.stated_identity.rules import date_parsing, document_checks, mrz
from databank.stated_identity.rules.age import is_minor
from databank.stated_identity.rules.document_checks import DocumentReading, Doubt

from ..support.dates import DAYS


def numbered(born: date, order: int, add: int = 0) -> str:
    first = f"{born:%y}{born.month + add:02}{born:%d}{order:03}"
    check = 97 - int(f"2{first}" if born.year >= 2000 else first) % 97
    return f"{first}{check:02}"


@given(DAYS, st.integers(1, 998), st.sampled_from([0, 20, 40]), st.integers(0, 10))
def test_one_wrong_digit_of_a_number_is_seen(born: date, order: int, add: int, at: int) -> None:
    digits = numbered(born, order, add)
    assert (bis if add else nn).is_valid(digits)
    found = document_checks.national_number(f"{digits[:6]} {digits[6:9]}-{digits[9:]}")
    assert found is not None
    assert found.holds
    assert found.is_bis == bool(add)
    assert found.birth_date is not None
    assert document_checks.fit(found.birth_date, born.isoformat())
    slip = digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :]
    wrong = document_checks.national_number(slip)
    assert wrong is not None
    assert not wrong.holds or wrong.birth_date != found.birth_date or slip[:6] == digits[:6]


@given(st.text(max_size=200))
def test_no_text_breaks_an_aid(text: str) -> None:
    mrz.read(text, 2026)
    document_checks.national_number(text)
    document_checks.is_card_number(text)
    try:
        kept = date_parsing.birth_date(text)
    except ValueError as error:
        assert str(error).startswith("Geef een datum")
    else:
        assert isinstance(is_minor(kept, date(2026, 1, 1)), bool)
        list(
            document_checks.doubts(
                DocumentReading(birth_date=kept), DocumentReading(), date(2026, 1, 1)
            )
        )


def test_an_expired_document_is_a_doubt_and_no_more() -> None:
    read = DocumentReading(expires_on=date(2020, 1, 1), birth_date="1990")
    found = list(
        document_checks.doubts(read, DocumentReading(birth_date="1990-02-03"), date(2026, 1, 1))
    )
    assert found == [Doubt.DOCUMENT_VERVALLEN]


@pytest.mark.parametrize(
    ("number", "holds"),
    [
        ("591-1917064-58", True),
        ("591-1917064-59", False),
        ("000-0000097-97", True),  # what 97 divides has 97 for its digits
        ("B123456789", True),
        ("59119170645", True),
        ("5911917064580", True),
    ],
)
def test_the_last_two_of_twelve_digits_of_a_belgian_card_check_the_others(
    number: str, holds: bool
) -> None:
    assert document_checks.is_card_number(number) is holds


TODAY = date(2026, 3, 16)
NUMBER = numbered(date(1990, 5, 6), 1)


@pytest.mark.parametrize(
    ("read", "doubt"),
    [
        (DocumentReading(national_number=NUMBER), None),
        (DocumentReading(national_number=NUMBER, birth_date="1990-05-06"), None),
        (DocumentReading(national_number=NUMBER, birth_date="1990-05"), None),
        (
            DocumentReading(national_number=NUMBER, birth_date="1990-05-07"),
            Doubt.RIJKSREGISTER_GEBOORTEDATUM,
        ),
        (DocumentReading(national_number=NUMBER[:-1]), Doubt.RIJKSREGISTER_LENGTE),
        (
            DocumentReading(national_number=f"{NUMBER[:-2]}{(int(NUMBER[-2:]) + 1) % 97:02}"),
            Doubt.RIJKSREGISTER_CONTROLEGETAL,
        ),
    ],
)
def test_a_national_number_is_doubted_for_its_length_its_digits_or_its_birth_date(
    read: DocumentReading, doubt: Doubt | None
) -> None:
    assert [*document_checks.doubts(read, DocumentReading(), TODAY)] == [doubt] * bool(doubt)


def test_another_number_than_was_declared_is_doubted_whatever_its_spelling() -> None:
    declared = DocumentReading(number="ab 123-456")
    same, other = DocumentReading(number="AB123456"), DocumentReading(number="AB123457")
    assert [*document_checks.doubts(same, declared, TODAY)] == []
    assert [*document_checks.doubts(other, declared, TODAY)] == [Doubt.NUMMER_ANDERS]
    assert [*document_checks.doubts(other, DocumentReading(), TODAY)] == []


def checked(first: str) -> str:
    """Nine digits of somebody born in the last century, with their check."""
    return f"{first}{97 - int(first) % 97:02}"


@pytest.mark.parametrize(
    ("first", "born"),
    [("900506001", "1990-05-06"), ("900500001", "1990-05"), ("900000001", "1990")],
)
def test_a_national_number_knows_as_much_of_a_birth_date_as_it_holds(first: str, born: str) -> None:
    found = document_checks.national_number(checked(first))
    assert found is not None
    assert (found.holds, found.birth_date) == (True, born)


@pytest.mark.parametrize(
    ("family", "given", "other"),
    [
        ("POPESCU", "ANA MARIA", False),
        ("MUELLER", "ANA", True),
        ("IONESCU", "ANA", True),
        ("POPESCU", "OLENA", True),
        ("ANA", "POPESCU", False),
        (None, None, False),
    ],
)
def test_another_name_on_the_paper_is_doubted_whatever_its_spelling(
    family: str | None, given: str | None, other: bool
) -> None:
    """A passport writes more given names and no accents; another name is one to explain."""
    declared = DocumentReading(family_name="Popescu", given_names="Ana")
    read = DocumentReading(family_name=family, given_names=given)
    found = [*document_checks.doubts(read, declared, TODAY)]
    assert found == [Doubt.NAAM_ANDERS] * other
    assert [*document_checks.doubts(read, DocumentReading(), TODAY)] == []
    umlaut = DocumentReading(family_name="Müller", given_names="Ana")
    mrz = DocumentReading(family_name="MUELLER", given_names="ANA")
    assert [*document_checks.doubts(mrz, umlaut, TODAY)] == []
