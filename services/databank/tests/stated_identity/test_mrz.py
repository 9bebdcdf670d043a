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
        (
            "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2"
            "STEVENSON<<PETER<JOHN<<<<<<<<<",
            "UTO",
            "D23145890734",
        ),
    ],
    ids=["a card", "an older card", "a card with a longer number"],
)
def test_the_examples_of_the_standard_agree(text: str, country: str, number: str) -> None:
    found = mrz.read(text, 2026)
    assert found is not None
    assert (found.country, found.number, found.wrong) == (country, number, frozenset())
    assert found.birth_date == ("1934-07-12" if number == "D23145890734" else "1974-08-12")


def card(first: str = "I<", country: str = "UTO", more: str = "") -> str:
    """A card with optional data in both lines, its digits made by the standard's own rule."""

    def digit(text: str) -> str:
        values = [int(each, 36) if each != "<" else 0 for each in text]
        return str(sum(value * (7, 3, 1)[at % 3] for at, value in enumerate(values)) % 10)

    number, born, expires = (text + digit(text) for text in ("AB1234567", "900506", "300131"))
    over = f"{first}{country:<<3}{number}{'XYZ':<<15}"
    under = f"{born}F{expires}{country:<<3}{more:<<11}"
    whole = over[5:] + born + expires + under[18:]
    return f"{over}{under}{digit(whole)}VOORBEELD<<ANA".ljust(90, "<")


@pytest.mark.parametrize("more", ["", "1234567", "12345678901", "<<<<<<<<<<9"])
def test_the_digit_of_the_whole_covers_all_that_a_card_may_add(more: str) -> None:
    found = mrz.read(card(more=more), 2026)
    assert found is not None
    assert (found.wrong, found.number, found.birth_date, found.expires_on) == (
        frozenset(),
        "AB1234567",
        "1990-05-06",
        "2030-01-31",
    )
    text = card(more=more)
    slips = [text[:at] + "8" + text[at + 1 :] for at in (15, 29, 48, 58)]
    for slip in slips:
        read = mrz.read(slip, 2026)
        assert read is not None
        assert "geheel" in read.wrong


def test_a_card_says_who_issued_it_to_somebody_of_which_country_and_name() -> None:
    """ICAO 9303, part 5: the nationality stands in places 16 to 18 of the second line."""
    text = card(country="BEL")
    other = text[:45] + "FRA" + text[48:]
    found = mrz.read(other, 2026)
    assert found is not None
    assert (found.country, found.nationality) == ("BEL", "FRA")
    assert (found.family_name.upper(), found.given_names.upper()) == ("VOORBEELD", "ANA")
    assert mrz.read(text[:-1], 2026) is None


@pytest.mark.parametrize(
    ("first", "country", "kind"),
    [
        ("I<", "BEL", "eID"),
        ("A<", "BEL", "eID"),
        ("C<", "BEL", "verblijfskaart"),
        ("IR", "BEL", "verblijfskaart"),
        ("IT", "UTO", "verblijfskaart"),
        ("I<", "UTO", "ID-kaart EU"),
        ("C<", "UTO", "ID-kaart EU"),
        ("A<", "UTO", "andere"),
        ("X<", "UTO", "andere"),
    ],
)
def test_the_first_letters_say_which_paper_it_is(first: str, country: str, kind: str) -> None:
    found = mrz.read(card(first, country), 2026)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("900506", "1990-05-06"),
        ("260506", "2026-05-06"),
        ("270506", "1927-05-06"),
        ("9005<<", "1990-05"),
        ("900500", "1990-05"),
        ("90<<<<", "1990"),
        ("900006", "1990"),
        ("<<<<<<", ""),
    ],
)
def test_a_birth_date_is_read_as_far_as_it_is_known_in_a_century_that_was(
    written: str, read: str
) -> None:
    found = mrz.read(card().replace("900506", written), 2026)
    assert found is not None
    assert found.birth_date == read
