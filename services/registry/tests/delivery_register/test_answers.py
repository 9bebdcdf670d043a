"""Answers to the questions of a validation: in words, one to each, and no number of anybody."""

import pytest

from chassis.refusals import FieldsRefusedError
from registry.delivery_register.rules.answers import check


def test_each_question_has_an_answer_in_words() -> None:
    told = ["  We hadden een nieuwe collega. ", "klopt", "genoeg"]
    assert check(2, told) == ["We hadden een nieuwe collega.", "klopt"]
    assert check(1, ["a" * 300]) == ["a" * 300]
    assert check(1, ["nee"]) == ["nee"]
    assert check(1, ["12 van de 300 in 2025"]) == ["12 van de 300 in 2025"]
    assert check(0, []) == []


@pytest.mark.parametrize(
    "answer",
    [
        *("", "  ", "ja", "a" * 301, "bel 0470 12 34 56", "85.07.30-033.28 was dubbel"),
        *("geboren op 17-05-1998", "mail ilinca@example.org"),
    ],
)
def test_what_is_no_answer_or_says_who_somebody_is_is_refused_by_its_place(answer: str) -> None:
    with pytest.raises(FieldsRefusedError) as refused:
        check(2, ["klopt", answer])
    assert [error.field for error in refused.value.errors] == ["answers.2"]
    assert str(refused.value.errors[0].reason)


def test_a_question_without_an_answer_is_open() -> None:
    with pytest.raises(FieldsRefusedError) as refused:
        check(3, ["klopt"])
    assert [error.field for error in refused.value.errors] == ["answers.2", "answers.3"]
