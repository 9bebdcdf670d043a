"""Claims by another hand than the simulator's, to judge the matcher on what it was not made with.

Two sets: a register whose every record comes back once, spoiled in one to four fields, as public
linkage sets have it; and a census, which has names, birth date and sex alone, held against one.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from simulator.claims import LabelledClaim, seeds, slips
from simulator.claims.persons import Person, Population
from simulator.claims.scenarios import ALONE

MISSING, CONFUSED = 0.25, 0.15
"""Of spoiled fields, those that are left out, and those that hold another's value."""
REGISTERED = 0.9
"""Persons of the census who are in the register."""
Fields = dict[str, Any]


def register_and_copies(
    persons: int, seed: int, *, shuffled: bool = False, without: tuple[str, ...] = ()
) -> Iterator[LabelledClaim]:
    """Nobody has relatives. All records first, or records and copies in an order of chance."""
    population = Population(persons, seed, ALONE)
    places = [(number, copy) for copy in (False, True) for number in range(persons)]
    if shuffled:
        seeds.chance(seed, "order").shuffle(places)
    for number, copy in places:
        person = population.person(number)
        record = _record(person)
        if copy:
            chance = seeds.chance(seed, "copy", number)
            for name in chance.sample(sorted(record), chance.choice((1, 1, 2, 2, 3, 4))):
                _spoil(record, name, chance)
        yield _claim(person, record, copy, without)


def census_against_register(persons: int, seed: int) -> Iterator[LabelledClaim]:
    """Relatives as people have them; one census form in ten is about nobody in the register."""
    population = Population(persons, seed)
    for copy in (False, True):
        for number in range(persons):
            chance = seeds.chance(seed, "census", number, copy)
            known = seeds.chance(seed, "registered", number).random() < REGISTERED
            if copy or known:
                person = population.person(number)
                yield _claim(person, _form(person, chance if copy else None), copy, ())


def _record(person: Person) -> Fields:
    address = person.addresses[0][1]
    return {
        "givenNames": " ".join(person.given),
        "familyName": " ".join(person.family),
        "birthDate": person.birth.isoformat(),
        "street": address.street,
        "houseNumber": address.house_number,
        "postcode": address.postcode,
        "municipality": address.municipality,
    }


def _form(person: Person, chance: Random | None) -> Fields:
    """A form as the person fills it in: misheard, misspelt, a name left out, an age for a date."""
    form = {name: _record(person)[name] for name in ("givenNames", "familyName", "birthDate")}
    form["sex"] = person.sex
    if chance is None:
        return form
    for name in ("givenNames", "familyName"):
        if chance.random() < 0.15:
            form[name] = slips.typed_wrong(slips.without_marks(form[name]), chance)
    if chance.random() < 0.05:
        form["givenNames"] = chance.choice(("Maria", "Anna", "Jan", "Sofia", "Elena"))
    if chance.random() < 0.04:
        form["familyName"] = person.married[1] if person.married else form["familyName"]
    if chance.random() < 0.12:
        form["birthDate"] = slips.digit_wrong(form["birthDate"], chance)
    return form


def _spoil(record: Fields, name: str, chance: Random) -> None:
    kind = chance.random()
    if kind < MISSING:
        del record[name]
    elif kind < MISSING + CONFUSED and name in ("givenNames", "familyName"):
        record["givenNames"], record["familyName"] = (
            record.get("familyName", ""),
            record.get("givenNames", ""),
        )
    else:
        wrong: Callable[[str, Random], str] = (
            slips.digit_wrong if any(map(str.isdigit, record[name])) else slips.typed_wrong
        )
        record[name] = wrong(record[name], chance)


def _claim(person: Person, record: Fields, copy: bool, without: tuple[str, ...]) -> LabelledClaim:
    place = ("street", "houseNumber", "postcode", "municipality")
    fields = {k: v for k, v in record.items() if k not in place and k not in without}
    if address := {k: v for k, v in record.items() if k in place}:
        fields["address"] = address
    return LabelledClaim(
        f"o{person.number}-{copy:d}", fields, person.number, person.culture.code, ()
    )
