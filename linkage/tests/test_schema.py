"""A schema of one's own decides as that of people does, which is one itself."""

import json
from typing import Any

import pytest

from linkage import PERSONS, Features, Linker, Match, Model, New, RawClaim, Schema, calibrate
from linkage.field_kinds import amount, code, day, number, words

COMPANIES = Schema(
    (words("name", without=("bv", "nv")), number("vat"), code("postcode"), words("street")),
    together=(("name", "postcode"), ("street", "postcode")),
)
BAKERY = {
    "name": "Bakkerij De Wolf BV", "vat": "BE 0999.000.111", "postcode": "2000",
    "street": "Lange Leemstraat 4",
}  # fmt: skip
LEVELS = [
    (words("name"), "Bakkerij De Wolf", "De Wolf, bakkerij", "exact"),
    (words("name"), "Bakkerij De Wolf", "Bakerij De Wolf", "most"),
    (words("name"), "Bakkerij Wolf", "Bakkerij Peeters", "half"),
    (words("name"), "Bakkerij", "Bakkerij Peeters", "half"),
    (words("name"), "a b c", "c x y z", "some"),
    (words("name"), "Bakkerij Wolf", "Garage Peeters", "different"),
    (words("name"), "printer x200", "printer x300", "half"),
    (words("name"), "Пекарня Волк", "Pekarnya Volk", "exact"),
    (words("name", without=("bv",)), "Wolf BV", "Wolf", "exact"),
    (words("name", without=("bv",)), "BV", "Wolf", "different"),
    (number("vat"), "BE 0999.000.111", "be0999000111", "exact"),
    (number("vat"), "BE0999000111", "BE0999000112", "typo"),
    (number("vat"), "BE0999000111", "BE0999000122", "near"),
    (number("vat"), "BE0999000111", "BE0123456789", "different"),
    (code("postcode"), "2000", "2001", "alike"),
    (code("postcode"), "2000", "9000", "alike"),
    (code("postcode"), "2000", "9010", "different"),
    (amount("price"), "€ 1.250", "1250,00", "exact"),
    (amount("price"), "100", "98", "close"),
    (amount("price"), "100", "97.9", "near"),
    (amount("price"), "100", "80", "near"),
    (amount("price"), "100", "79", "different"),
    (amount("price"), "0", "0", "exact"),
    (day("founded"), "4/3/1990", "1990-03-04", "exact"),
    (day("founded"), "1990-04-03", "1990-03-04", "swapped"),
]


@pytest.mark.parametrize(("field", "one", "other", "level"), LEVELS)
def test_a_kind_of_field_has_levels(field: Any, one: str, other: str, level: str) -> None:
    mine, theirs = field.fold(one), field.fold(other)
    assert field.compare(mine, theirs)[0] == field.compare(theirs, mine)[0] == level
    assert level in field.m
    assert list(field.m) == list(field.u)


@pytest.mark.parametrize("field", [words("x"), number("x"), code("x"), amount("x"), day("x")])
def test_the_weights_that_a_kind_begins_with_are_shares_and_fall_from_near_to_far(
    field: Any,
) -> None:
    assert sum(field.m.values()) == pytest.approx(1, abs=0.01)
    assert sum(field.u.values()) == pytest.approx(1, abs=0.01)
    model = Model.of(Schema((field,)))
    assert model.faults(model) == []


def test_nothing_is_read_in_an_amount_that_is_none() -> None:
    assert [amount("price").fold(text) for text in ("", "free", "12-13")] == ["", "", ""]


def test_the_same_company_is_linked_and_another_of_its_name_is_new() -> None:
    linker = Linker(COMPANIES)
    first, wolf = linker.add(BAKERY)
    again, same = linker.add(BAKERY | {"name": "De Wolf bakkerij", "vat": "0999000111"})
    other, garage = linker.add(
        BAKERY | {"name": "Garage Wolf", "vat": "BE 0999.777.333", "street": "Meir 10"}
    )
    assert isinstance(first, New)
    assert isinstance(again, Match)
    assert same == wolf
    assert isinstance(other, New)
    assert garage != wolf


def test_a_field_that_is_missing_says_nothing() -> None:
    bare = COMPANIES.fold({"name": "Bakkerij De Wolf", "colour": "red", "vat": None})
    assert bare == (("bakkerij", "de", "wolf"), "", "", ())
    assert [field for field, _, _ in COMPANIES.compare(bare, COMPANIES.fold(BAKERY))] == ["name"]


def test_fields_together_find_a_record_in_pairs_alone() -> None:
    whole = COMPANIES.keys(COMPANIES.fold(BAKERY))
    by_name = COMPANIES.keys(COMPANIES.fold({"name": BAKERY["name"]}))
    by_both = COMPANIES.keys(COMPANIES.fold({"name": "wolf", "postcode": "2000"}))
    assert by_name == frozenset()
    assert len(by_both) == 1
    assert by_both < whole
    assert len(COMPANIES.strong_keys(COMPANIES.fold(BAKERY))) == 1


def test_what_is_learned_keeps_no_number() -> None:
    linker = Linker(COMPANIES)
    linker.add(BAKERY)
    learned = json.loads(linker.parameters.delta())
    assert learned["name"]["wolf"] == 1.0
    assert "be0999000111" not in json.dumps(learned)
    assert len(learned["vat"]) == 2


def test_weights_of_a_schema_are_learned_over_a_file() -> None:
    records = [COMPANIES.fold(BAKERY | {"name": f"firm{place // 2} wolf"}) for place in range(40)]
    pairs = [(place, place - 1) for place in range(1, 40, 2)]
    fitted = calibrate(records, pairs, Model.of(COMPANIES), COMPANIES)
    assert fitted.fields.keys() == {"name", "vat", "postcode", "street"}


def test_people_are_a_schema_with_the_shipped_weights() -> None:
    shipped = Model.shipped().fields
    assert [field.name for field in PERSONS.fields] == [
        name for name in shipped if name != "order"
    ]  # the order of the names is said of both together
    for field in PERSONS.fields:
        assert (field.m, field.u) == (shipped[field.name]["m"], shipped[field.name]["u"])
    claim = RawClaim("Ana", "Voorbeeld", "1998-05-17", alias="Ana", phone="0470 00 00 01")
    folded = PERSONS.fold(claim)
    assert folded == Features.of(claim)
    assert folded.alias == ""
    by_itself = {f.name: folded[PERSONS.places[f.name]] for f in PERSONS.fields}
    assert by_itself["given"] == PERSONS.by_name["given"].fold("Ana") == ("ana",)
    assert by_itself["phone"] == PERSONS.by_name["phone"].fold("0470 00 00 01") == "470000001"
