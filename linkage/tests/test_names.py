"""Names: spellings of one name become one, different names stay different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.claim import Features
from linkage.names import tokens
from linkage.transliteration import fold

from .support.people import Someone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ștefănescu", "Stefanescu"),
        ("Христова", "Hristova"),
        ("Khristova", "Hristova"),
        ("Цветанова", "Tzvetanova"),
        ("Yordanova", "Jordanova"),
        ("Dimitrov", "Dimitrow"),
        ("MÜLLER", "müller"),
        ("Ionescu-Pop", "Ionescu Pop"),
        ("O'Brien", "OBrien"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same_words(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(("one", "other"), [("Popescu", "Ionescu"), ("Maria", "Mario")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


@given(st.text(max_size=60))
def test_folding_a_folded_name_changes_nothing(name: str) -> None:
    words = tokens(name)
    assert tokens(" ".join(words)) == words
    assert all(fold(word) == word for word in words)


@given(st.text(max_size=40))
def test_capitals_and_spaces_never_matter(name: str) -> None:
    assert tokens(f"  {name}  ") == tokens(name)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in tokens(name))


@pytest.mark.parametrize("number", ["AB 123.456", "ab123456", "AB-123-456"])
def test_punctuation_in_a_document_number_does_not_matter(number: str) -> None:
    assert Features.of(Someone(document=number).identity).documents == (("ROU", "AB123456"),)


def test_a_claim_and_its_features_print_nothing() -> None:
    who = Someone(given="Geheim", number="00000000097")
    shown = f"{who.identity!r} {Features.of(who.identity)!r}".lower()
    assert "geheim" not in shown
    assert "00000000097" not in shown
