"""The machine readable zone of passports and cards, with its check digits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from databank.stated_identity.rules import mrz

from ..support.dates import DAYS

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def lines(number: str, born: date, expires: date) -> str:
    """A passport of Utopia."""
    number = f"{number:<<9}"
    first, last = f"{born:%y%m%d}", f"{expires:%y%m%d}"
    fields = [f"{text}{mrz.check_digit(text)}" for text in (number, first, last)]
    rest = "<" * 14 + "<"
    whole = mrz.check_digit("".join(fields) + rest)
    return (
        "P<UTOERIKSSON<<ANNA<MARIA".ljust(44, "<")
        + f"\n{fields[0]}UTO{fields[1]}F{fields[2]}{rest}{whole}"
    )


@given(
    st.text(ALPHABET, min_size=6, max_size=9), DAYS, st.dates(date(2025, 1, 1), date(2060, 1, 1))
)
def test_the_lines_of_a_passport_are_read_as_they_were_made(
    number: str, born: date, expires: date
) -> None:
    for text in (lines(number, born, expires), lines(number, born, expires).replace("\n", "")):
        found = mrz.read(text.lower(), 2026)
        assert found is not None
        assert (found.number, found.expires_on) == (number, expires.isoformat())
        assert found.birth_date[2:] == born.isoformat()[2:]
        assert (found.family_name, found.given_names) == ("Eriksson", "Anna Maria")
        assert found.wrong == frozenset()


@given(st.text(ALPHABET, min_size=9, max_size=9), DAYS, st.integers(0, 8), st.integers(1, 9))
def test_a_slip_in_the_lines_is_named(number: str, born: date, at: int, by: int) -> None:
    good = lines(number, born, date(2030, 1, 1))
    changed = ALPHABET[(ALPHABET.index(number[at]) + by) % len(ALPHABET)]
    slip = good.replace(f"\n{number}", f"\n{number[:at]}{changed}{number[at + 1 :]}")
    found = mrz.read(slip, 2026)
    assert found is not None
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    seen = (values.index(changed) - values.index(number[at])) % 10 != 0
    assert ("nummer" in found.wrong) == seen


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        (
            "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6"
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            "UTO",
            "D23145890",
        ),
        (
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
            "UTO",
            "D23145890",
        ),
    ],
    ids=["a card", "an older card"],
)
def test_the_examples_of_the_standard_agree(text: str, country: str, number: str) -> None:
    found = mrz.read(text, 2026)
    assert found is not None
    assert (found.country, found.number, found.wrong) == (country, number, frozenset())
    assert found.birth_date == "1974-08-12"
