"""Names as reports write them: who is one person, and who is not."""

from dataclasses import dataclass

import pytest

from enforcement.persons.rules import is_same


@dataclass(frozen=True)
class Person:
    name: str
    birth_date: str | None = "1990-03-04"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Popescu", "POPESCU Ana"),
        ("Łukasz Żółć", "Zolc, Lukasz"),
        ("Anne-Marie O'Neill", "ONEILL Anne Marie"),
        ("Zoë Müller", "Mu\u0308ller Zoe\u0308"),
        ("Đặng Thị Hoa", "Hoa Dang Thi"),
    ],
)
def test_accents_capitals_hyphens_and_order_tell_nobody_apart(one: str, other: str) -> None:
    assert is_same([Person(one)], [Person(other)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Person("Ana Pop"), Person("Ana Popa")),
        (Person("Ana Pop"), Person("Ana Ana Pop")),
        (Person("Ana Pop"), Person("Ana Pop", "1990-04-03")),
        (Person("Ana Pop", None), Person("Ana Pop", None)),
        (Person("Ana Pop", "1990"), Person("Pop Ana", "1990")),
        (Person("Ana Pop", "1990-03"), Person("Ana Pop", "1990-03")),
        (Person("Ana Pop", "1990-00-00"), Person("Ana Pop", "1990-00-00")),
        (Person("?"), Person("-")),
        (Person("onbekend"), Person("Onbekend")),
    ],
)
def test_another_word_another_day_or_no_day_is_nobody_known(one: Person, other: Person) -> None:
    assert not is_same([one], [other])
