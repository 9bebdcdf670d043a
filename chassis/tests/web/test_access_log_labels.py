"""Codes of the access log stand on the screen in words (DP-04)."""

import pytest

from chassis.web import Action, Function
from chassis.web.access_log.review.labels import CHAIN, LIST, LOG, PURPOSE, Vocabulary

PARTS = {"inrichtingen": "plaatsen", "family": "familienaam", "personen": "mensen", "page": "blad"}
WORDS = Vocabulary({"toezicht": "Toezicht op prostitutie"}, {"person": "Persoon"}, PARTS)


@pytest.mark.parametrize("function", list(Function))
def test_every_function_has_a_word(function: Function) -> None:
    said = WORDS.function(function.value)
    assert said[0].isupper()
    assert "_" not in said


@pytest.mark.parametrize("action", list(Action))
def test_every_action_has_a_word(action: Action) -> None:
    assert WORDS.action(action.value) != action.value


def test_a_purpose_keeps_what_stands_behind_it_apart() -> None:
    assert WORDS.purpose("toezicht:AN.37.L4.000123/2026") == "Toezicht op prostitutie"
    assert WORDS.behind("toezicht:AN.37.L4.000123/2026") == "AN.37.L4.000123/2026"
    assert WORDS.behind(PURPOSE) == ""


def test_reads_of_the_log_itself_are_said_in_words() -> None:
    assert WORDS.subject(LOG, LIST) == "de lijst"
    assert WORDS.subject(CHAIN, "heel:0:12") == "0–12: klopt"
    assert WORDS.subject(CHAIN, "stuk:0:7") == "0–7: klopt niet"
    assert WORDS.subject("person", "abc") == "abc"


@pytest.mark.parametrize(
    ("logged", "said"),
    [
        ("12 inrichtingen", "12 plaatsen"),
        ("family, iets: 3 personen", "familienaam, iets: 3 mensen"),
        ("page-2", "blad 2"),
        ("6ba7b812-9dad-11d1-80b4-00c04fd430c8", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"),
        ("AN.37.L4.000123/2026", "AN.37.L4.000123/2026"),
        ("", ""),
    ],
)
def test_what_a_list_was_of_is_said_in_words(logged: str, said: str) -> None:
    assert WORDS.subject("search", logged) == said


def test_a_code_that_nobody_gave_a_word_is_shown_all_the_same() -> None:
    assert WORDS.purpose("oude_code") == "oude code"
    assert WORDS.kind("iets") == "iets"
