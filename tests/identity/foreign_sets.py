"""Whole sets by another hand than the simulator's: other people, other names, other slips.

Stand-ins for the kinds of set that others publish to compare linkage by: a register and its spoiled
copies, a register of which some come back often, and a census beside a register. Names are made of
syllables, so they are nobody's; all frequencies and rates are this module's own, and none was taken
from a published set.
"""

from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from simulator.claims import LabelledClaim, seeds, slips

Fields = dict[str, str]

ADDRESS = ("street", "houseNumber", "postcode", "municipality")
OFTEN = (0, 1, 1, 1, 2, 2, 3, 5)
"""Copies of one record where some come back often."""
FIRST_DAY, DAYS = date(1905, 1, 1), 36_000
_STARTS = "b c d f g h k l m n p r s t v w br ch cl dr gr st sh tr kr".split()  # noqa: SIM905
_VOWELS = "a e i o u a e i o ai ee ou ie y".split()  # noqa: SIM905
_ENDS = ["", "", "n", "s", "l", "r", "t", "nd", "ck", "m", "rt", "ll"]
_SURNAME_ENDS = ["", "", "son", "er", "ley", "man", "ton", "ova", "en", "ski"]
_PLACE_ENDS = ["ton", "dale", "field", "burn", "ford", "wood", " hill", " park", " bay", "mere"]
_STREET_KINDS = ["street", "road", "place", "avenue", "court", "crescent", "close", "drive"]
_HEARD_AS = (
    ("ph", "f"), ("ck", "k"), ("ee", "ea"), ("ai", "ay"), ("ou", "oo"), ("ie", "y"), ("c", "k"),
    ("y", "ie"), ("ll", "l"), ("s", "z"), ("t", "tt"), ("er", "or"), ("o", "au"), ("v", "w"),
)  # fmt: skip


class Words:
    """Made-up words of which a few are common and most are rare, as names are."""

    def __init__(self, count: int, steepness: float, make: Callable[[Random], str], seed: int):
        chance = Random(seed)
        words: dict[str, None] = {}
        while len(words) < count:
            words[make(chance)] = None
        self._words = list(words)
        self._reach = list(accumulate((place + 3) ** -steepness for place in range(count)))

    def draw(self, chance: Random) -> str:
        return self._words[bisect(self._reach, chance.random() * self._reach[-1])]


def syllables(chance: Random, count: int) -> str:
    parts = [chance.choice(_STARTS) + chance.choice(_VOWELS) for _ in range(count)]
    return "".join(parts) + chance.choice(_ENDS)


def street_name(chance: Random) -> str:
    name = syllables(chance, chance.choice((1, 2, 2, 3)))
    return f"{name} {chance.choice(_STREET_KINDS)}"


GIVEN = Words(600, 0.85, lambda c: syllables(c, c.choice((1, 2, 2, 2, 3))), 11)
SURNAME = Words(
    2_600, 0.65, lambda c: syllables(c, c.choice((1, 2, 2))) + c.choice(_SURNAME_ENDS), 12
)
STREET = Words(3_500, 0.45, street_name, 13)
PLACE = Words(900, 0.5, lambda c: syllables(c, c.choice((1, 2))) + c.choice(_PLACE_ENDS), 14)
POSTCODE = Words(800, 0.55, lambda c: str(c.randrange(1_000, 9_000)), 15)


@dataclass(frozen=True, slots=True)
class Set:
    """``missing``: how often a record lacks a field from the start. ``slips``: how many a copy has.

    ``copies`` are of each record; ``codes_follow_places``: a municipality has its own postcodes.
    ``numbers``: so many national numbers there are, so that two persons may have the same one.
    ``copies_first``: what was noted of people comes before the register that has them right.
    """

    slips: tuple[int, ...] = (1, 1, 2, 2, 3, 3, 4, 5)
    copies: tuple[int, ...] = (1,)
    codes_follow_places: bool = False
    missing: float = 0.02
    numbers: int = 8_999_999
    copies_first: bool = False


NOISY_FIRST = Set(
    slips=(1, 1, 2, 2, 3, 3, 4, 5),
    copies=(0, 1, 1, 2, 3),
    missing=0.06,
    numbers=900_000,
    copies_first=True,
)
"""References full of slips, and then the clean register, in which one field in sixteen is unknown.
Of 5,000 persons some thirty share a number with another."""


def copies(
    persons: int,
    seed: int,
    kind: Set | None = None,
    *,
    shuffled: bool = False,
    without: tuple[str, ...] = (),
) -> Iterator[LabelledClaim]:
    """Records, then their copies, or as ``kind`` or chance has it. Nobody has relatives."""
    kind = kind or Set()
    places = [(number, 0) for number in range(persons)]
    for number in range(persons):
        count = seeds.chance(seed, "copies", number).choice(kind.copies)
        places += [(number, copy + 1) for copy in range(count)]
    later = seeds.chance(seed, "foreign order")
    head, tail = places[:persons], places[persons:]
    later.shuffle(tail)
    places = tail + head if kind.copies_first else head + tail
    if shuffled:
        later.shuffle(places)
    for number, copy in places:
        record = _record(number, seed, kind)
        if copy:
            chance = seeds.chance(seed, "foreign copy", number, copy)
            for _ in range(chance.choice(kind.slips)):
                _spoil(record, chance)
        yield labelled(number, copy, record, without)


def _record(number: int, seed: int, kind: Set) -> Fields:
    chance = seeds.chance(seed, "foreign person", number)
    place = PLACE.draw(chance)
    near = Random(place) if kind.codes_follow_places else chance
    record = {
        "givenNames": GIVEN.draw(chance),
        "familyName": SURNAME.draw(chance),
        "birthDate": (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat(),
        "nationalNumber": str(chance.randrange(1_000_000, 1_000_000 + kind.numbers)),
        "street": STREET.draw(chance),
        "houseNumber": str(int(chance.expovariate(1 / 45)) + 1),
        "postcode": POSTCODE.draw(near),
        "municipality": place,
    }
    for name in list(record):
        if name != "nationalNumber" and chance.random() < kind.missing:
            del record[name]
    return record


def _spoil(record: Fields, chance: Random) -> None:
    """One slip in one field of those that are left; names are spoiled as often as all the rest."""
    names = [name for name in ("givenNames", "familyName") if record.get(name)]
    rest = [name for name in record if name not in names and record[name]]
    if not (names or rest):
        return
    name = chance.choice(names if names and (not rest or chance.random() < 0.4) else rest)
    kind = chance.random()
    if kind < 0.12:
        del record[name]
    elif kind < 0.20 and name in ("givenNames", "familyName"):
        swapped = {"givenNames": record.get("familyName"), "familyName": record.get("givenNames")}
        record.update({field: value for field, value in swapped.items() if value})
        for field, value in swapped.items():
            if not value:
                record.pop(field, None)
    elif kind < 0.17 and name == "street":
        record[name] = syllables(chance, 2)  # the name of the house, from the line beneath
    else:
        record[name] = written(record[name], chance)


def written(text: str, chance: Random) -> str:
    if any(map(str.isdigit, text)):
        return slips.digit_wrong(text, chance)
    kind = chance.random()
    if kind < 0.45:
        return slips.typed_wrong(text, chance)
    if kind < 0.60:
        return slips.scanned(text, chance)
    if kind < 0.70 and len(text) > 3:
        at = chance.randrange(1, len(text) - 1)
        return text.replace(" ", "") if " " in text else f"{text[:at]} {text[at:]}"
    found = [pair for pair in _HEARD_AS if pair[0] in text[1:]]
    if not found:
        return slips.typed_wrong(text, chance)
    heard, said = chance.choice(found)
    return text[0] + text[1:].replace(heard, said, 1)


def census(persons: int, seed: int, *, registered: float = 0.9) -> Iterator[LabelledClaim]:
    """A register, then a census: names and birth date alone, of people who live in families."""
    for copy in (0, 1):
        for number in range(persons):
            at_all = seeds.chance(seed, "registered", number, copy).random() < registered
            if at_all:
                yield labelled(number, copy, _census_form(number, seed, copy), ())


def _census_form(number: int, seed: int, copy: int) -> Fields:
    """Three of four live in a family of four: two of one generation, two children."""
    chance = seeds.chance(seed, "foreign census", number)
    home = seeds.chance(seed, "foreign family", number // 4)
    surname, is_family = SURNAME.draw(home), home.random() < 0.75
    born = FIRST_DAY + timedelta(days=20_000 + home.randrange(9_000))
    if is_family:
        twins = home.random() < 0.02
        place = number % 4
        if place < 2:
            born += timedelta(days=chance.randrange(-1_200, 1_200))
        else:
            apart = 0 if twins else 300 + chance.randrange(1_500)
            born += timedelta(days=9_500 + (place - 2) * apart)
    else:
        surname = SURNAME.draw(chance)
        born = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    form = {
        "givenNames": GIVEN.draw(chance),
        "familyName": surname,
        "birthDate": born.isoformat(),
    }
    chance = seeds.chance(seed, "foreign form", number, copy)
    for name in ("givenNames", "familyName"):
        if chance.random() < 0.08:
            form[name] = written(form[name], chance)
    if chance.random() < 0.025:
        form["givenNames"] = GIVEN.draw(chance)
    if chance.random() < 0.01:
        form["familyName"] = SURNAME.draw(chance)
    if chance.random() < 0.04:
        form["birthDate"] = slips.digit_wrong(form["birthDate"], chance)
    elif chance.random() < 0.01:
        form["birthDate"] = (born + timedelta(days=chance.choice((-1, 1, 365, -365)))).isoformat()
    return form


def labelled(number: int, copy: int, record: Fields, without: tuple[str, ...]) -> LabelledClaim:
    fields: dict[str, Any] = {
        name: value for name, value in record.items() if name not in ADDRESS and name not in without
    }
    if address := {name: value for name, value in record.items() if name in ADDRESS}:
        fields["address"] = address
    return LabelledClaim(f"f{number}-{copy}", fields, number, "foreign", ())
