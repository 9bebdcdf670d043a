"""One name, several ways to write it."""

import pytest

from simulator.city import name_variants
from simulator.city.cultures import BULGARIAN, CULTURES, ROMANIAN, SPANISH, Culture
from simulator.city.name_variants import Name


def test_accents_fall_off_and_nothing_else() -> None:
    assert name_variants.without_marks(Name("Ștefania", "Țurcanu")) == Name("Stefania", "Turcanu")
    assert name_variants.without_marks(Name("Emőke", "Szűcs")) == Name("Emoke", "Szucs")


def test_names_change_places() -> None:
    assert name_variants.swapped(Name("Ana", "García López")) == Name("García López", "Ana")


def test_a_double_family_name_loses_its_second_half() -> None:
    assert name_variants.shortened(Name("Ana María", "García López")) == Name("Ana", "García")


@pytest.mark.parametrize(
    ("name", "culture", "expected"),
    [
        (Name("Ioana", "Rădulescu"), ROMANIAN, "Rădulesco"),
        (Name("Yoana", "Hristova"), BULGARIAN, "Khristova"),
        (Name("Rocío", "Jiménez"), SPANISH, "Jiménes"),
    ],
)
def test_a_family_name_is_transliterated_in_another_way(
    name: Name, culture: Culture, expected: str
) -> None:
    assert name_variants.respelled(name, culture) == Name(name.given, expected)


def test_folding_forgets_accents_case_and_order() -> None:
    name = Name("Ana María", "Núñez")
    assert name_variants.folded(name) == name_variants.folded(
        name_variants.swapped(name_variants.without_marks(name))
    )


def test_every_culture_can_make_many_names() -> None:
    for culture in CULTURES:
        assert len(set(culture.given)) == len(culture.given) >= 16
        assert len(set(culture.family)) == len(culture.family) >= 16
