"""Registers and their copies, as generators of public linkage sets document that they make them.

What those documents say (the manuals of dsgen and GeCo): values drawn from tables of frequencies;
records that lack some; how many copies a record has is uniform, Poisson or Zipf; a copy has up to
so many changed fields, and a field up to so many changes; a change is a character too many, too
few, wrong or exchanged with its neighbour, a sound, a scan or a key beside, a word split, joined or
exchanged, a value that is missing, another's, or in the wrong field. All tables and all rates are
this module's own; no published set was looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from simulator.claims import LabelledClaim, seeds, slips

from . import foreign_sets
from .foreign_sets import Fields, Words

BORN, DAYS = date(1900, 1, 1), 36_500
LACKS = {"givenNames": 0.03, "familyName": 0.02, "street": 0.03, "houseNumber": 0.05,
         "secondLine": 0.6, "postcode": 0.0, "municipality": 0.01, "birthDate": 0.03}  # fmt: skip
"""Shares of records that lack a field from the start."""
CHANGED = {"givenNames": 4, "familyName": 4, "street": 4, "houseNumber": 2, "secondLine": 3,
           "postcode": 2, "municipality": 3, "birthDate": 3, "nationalNumber": 2}  # fmt: skip
"""Weights by which fields are drawn to be changed."""
EXCHANGED = {
    "givenNames": "familyName",
    "familyName": "givenNames",
    "street": "secondLine",
    "secondLine": "street",
    "postcode": "municipality",
    "municipality": "secondLine",
}
"""The field whose value a field may have instead."""
GIVEN = Words(420, 0.95, lambda c: foreign_sets.syllables(c, c.choice((1, 2, 2, 3))), 21)
SURNAME = Words(1_500, 0.8, lambda c: foreign_sets.syllables(c, c.choice((1, 2, 2))), 22)
STREET = Words(2_500, 0.6, foreign_sets.street_name, 23)
HOUSE = Words(
    700, 0.55, lambda c: " ".join(foreign_sets.syllables(c, 2) for _ in range(c.choice((1, 2)))), 24
)
PLACE = Words(700, 0.75, lambda c: foreign_sets.syllables(c, c.choice((2, 2, 3))), 25)
CODE = Words(600, 0.7, lambda c: str(c.randrange(1_000, 9_000)), 26)


@dataclass(frozen=True, slots=True)
class Kind:
    """``persons`` with so many ``copies`` in all, at most ``most`` of one, ``spread`` by a law.

    ``fields``: a copy has up to so many changed fields; ``changes``: and a field so many changes.
    """

    persons: int
    copies: int
    most: int = 1
    spread: str = "uniform"
    fields: int = 4
    changes: int = 2


def copied(
    kind: Kind, seed: int, *, shuffled: bool = False, without: tuple[str, ...] = ()
) -> Iterator[LabelledClaim]:
    """Originals first, or in an order of chance. Nobody has relatives."""
    places = [(number, 0) for number in range(kind.persons)] + list(_copies(kind, seed))
    if shuffled:
        seeds.chance(seed, "order of copies").shuffle(places)
    for number, copy in places:
        record = _record(seeds.chance(seed, "original", number))
        if copy:
            _change(record, kind, seeds.chance(seed, "copied", number, copy))
        record.pop("secondLine", None)
        yield foreign_sets.labelled(number, copy, record, without)


def _copies(kind: Kind, seed: int) -> Iterator[tuple[int, int]]:
    """Person and number of each copy; persons in an order of chance."""
    chance = seeds.chance(seed, "how many copies")
    counts = range(1, kind.most + 1)
    often = {
        "uniform": [1.0 for _ in counts],
        "poisson": [1.0 / (1, 1, 2, 6, 24, 120)[count] for count in counts],
        "zipf": [count**-1.6 for count in counts],
    }[kind.spread]
    left = kind.copies
    persons = list(range(kind.persons))
    chance.shuffle(persons)
    for number in persons:
        count = min(chance.choices(counts, often)[0], left)
        left -= count
        yield from ((number, copy + 1) for copy in range(count))


def _record(chance: Random) -> Fields:
    record = {
        "givenNames": GIVEN.draw(chance),
        "familyName": SURNAME.draw(chance),
        "birthDate": (BORN + timedelta(days=chance.randrange(DAYS))).isoformat(),
        "nationalNumber": str(chance.randrange(1_000_000, 9_999_999)),
        "street": STREET.draw(chance),
        "secondLine": HOUSE.draw(chance),
        "houseNumber": str(int(chance.expovariate(1 / 40)) + 1),
        "postcode": CODE.draw(chance),
        "municipality": PLACE.draw(chance),
    }
    return {name: value for name, value in record.items() if chance.random() >= LACKS.get(name, 0)}


def _change(record: Fields, kind: Kind, chance: Random) -> None:
    names = list(CHANGED)
    for _ in range(chance.randint(1, kind.fields)):
        name = chance.choices(names, [CHANGED[name] for name in names])[0]
        names.remove(name)
        for _ in range(chance.randint(1, kind.changes)):
            _change_once(record, name, chance)


def _change_once(record: Fields, name: str, chance: Random) -> None:
    value = record.get(name)
    if not value:  # what was unknown becomes known
        record[name] = _record(chance).get(name, "")
        return
    kind = chance.random()
    if kind < 0.12:
        record[name] = ""
    elif kind < 0.20:
        record[name] = _record(chance).get(name, "")
    elif kind < 0.30 and name in EXCHANGED:
        other = EXCHANGED[name]
        record[name], record[other] = record.get(other, ""), value
    elif kind < 0.42 and " " in value:
        words = value.split(" ")
        chance.shuffle(words)
        record[name] = chance.choice(("", " ")).join(words)
    elif any(map(str.isdigit, value)):
        record[name] = slips.digit_wrong(value, chance)
    else:
        record[name] = foreign_sets.written(value, chance)
