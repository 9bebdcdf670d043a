"""What counts as the number of a case: never a name, never the number of a person (DP-19)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from databank.research_cases.rules import is_signal, reference

FEWEST_DIGITS = 4
LONGEST = 40

NUMBERS = st.from_regex(
    r"[A-Z]{2}\.[0-9]{2}\.[A-Z0-9]{2}\.[0-9]{5,6}/([0-9]{2}|[0-9]{4})", fullmatch=True
)


@given(NUMBERS, st.text(alphabet=" \t", max_size=3))
def test_a_police_number_is_one_however_it_is_typed(number: str, space: str) -> None:
    assert reference(number) == number
    assert reference(f"{space}{number.lower()}{space}") == number
    assert reference(number.replace(".", f"{space}.")) == number


@given(st.text(max_size=60))
def test_what_is_kept_has_letters_and_digits_and_one_form(text: str) -> None:
    found = reference(text)
    if found is None or is_signal(found):
        return
    assert len(found) <= LONGEST
    assert sum(each.isdigit() for each in found) >= FEWEST_DIGITS
    assert any(each.isalpha() for each in found)
    assert found.isascii()
    assert found == found.upper()
    assert reference(found) == found


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ '-", max_size=40))
def test_a_name_is_none(name: str) -> None:
    assert reference(name) is None


@given(
    st.from_regex(r"[0-9]{2}[. ]?[0-9]{2}[. ]?[0-9]{2}[- ]?[0-9]{3}[. ]?[0-9]{2}", fullmatch=True)
)
def test_a_national_number_is_none(number: str) -> None:
    assert reference(number) is None


@given(st.uuids())
def test_a_signal_is_known_by_its_id(signal_id: object) -> None:
    assert reference(str(signal_id).upper()) == str(signal_id)
    assert is_signal(str(signal_id))


@pytest.mark.parametrize("text", ["", "AB-1", "AB 123", "a" * 41, "AN.37.L4.001234/2026;drop"])
def test_what_is_none(text: str) -> None:
    assert reference(text) is None
