"""Names: spellings of one name become one, different names stay different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.claim import Features, RawClaim
from linkage.names import tokens
from linkage.transliteration import fold, skeleton

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


@pytest.mark.parametrize(
    ("word", "bones"),
    [
        ("voorbeeld", "brblt"),
        ("muhammad", "mt"),
        ("baldes", "blts"),
        ("ana", "an"),  # a vowel at the start stays, as one sign
        ("iana", "an"),
        ("hana", "n"),
        ("fg", "pc"),
    ],
)
def test_a_skeleton_has_the_consonants_that_languages_do_not_mix_up(word: str, bones: str) -> None:
    assert skeleton(word) == bones


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("1998-05-17", "19980517"),
        ("17/05/1998", "19980517"),
        ("7.5.1998", "19980507"),
        ("05-1998", "19980500"),
        ("1998-5", "19980500"),
        ("1998", "19980000"),
        ("199805", "19980500"),
        ("17051998", "19980517"),
        ("20012003", "20030120"),  # a day that looks like a century
        ("19121999", "19991219"),
        ("20001201", "20001201"),
        ("20152003", ""),  # no month is called 15, nor 20
        ("199805170001", ""),  # more digits than a date has
        ("?", ""),
    ],
)
def test_a_birth_date_is_kept_as_year_month_and_day_however_it_was_written(
    said: str, kept: str
) -> None:
    assert Features.of(RawClaim(birth_date=said)).birth == kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("+32 470 00 00 01", "470000001"),
        ("0470 00 00 01", "470000001"),
        ("000001", "000001"),  # six digits
        ("00001", ""),  # five are no telephone number
    ],
)
def test_of_a_telephone_number_the_last_nine_digits_count(said: str, kept: str) -> None:
    assert Features.of(RawClaim(phone=said)).phone == kept
