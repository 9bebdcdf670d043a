"""Names as writers put them on claims, with what happened to them on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from simulator.claims import romanisation, slips
from simulator.claims.cultures import Culture
from simulator.claims.persons import Person
from simulator.claims.rates import RATES


@dataclass(slots=True)
class WrittenName:
    """``changed`` names every slip, for whoever asks which of them cost most."""

    given: list[str]
    family: list[str]
    changed: list[str] = field(default_factory=list)


def written(person: Person, moment: float, alias: str | None, chance: Random) -> WrittenName:
    """``moment`` from 0 to 1 says which of her names she bears."""
    name = WrittenName(list(person.given), list(person.family))
    _choose(name, person, moment, alias, chance)
    in_latin = _romanise(name, person.culture, chance)
    if in_latin:
        _spell(name, person.culture, chance)
    _slip(name, chance)
    _order(name, person.culture, chance)
    return name


def _choose(
    name: WrittenName, person: Person, moment: float, alias: str | None, chance: Random
) -> None:
    """Choose one of her names."""
    if person.married and moment > person.married[0]:
        name.family = [person.married[1], *(name.family[:1] if chance.random() < 0.2 else [])]
        name.changed.append("married_name")
    if len(name.family) > 1 and chance.random() < RATES.one_of_two_family:
        name.family = [name.family[0 if chance.random() < 0.8 else 1]]
        name.changed.append("one_of_two_family")
    elif len(name.family) > 1 and chance.random() < RATES.families_reversed:
        name.family.reverse()
        name.changed.append("families_reversed")
    if len(name.given) > 1 and chance.random() < RATES.one_of_two_given:
        name.given = [name.given[0 if chance.random() < 0.8 or person.culture.patronymics else 1]]
        name.changed.append("one_of_two_given")
    nickname = person.culture.nicknames.get(name.given[0])
    if nickname and chance.random() < RATES.nickname:
        name.given = [nickname]
        name.changed.append("nickname")
    elif alias and chance.random() < RATES.alias_as_given:
        name.given = [alias]
        name.changed.append("alias_as_given")


def _romanise(name: WrittenName, culture: Culture, chance: Random) -> bool:
    """False when the name stays in the letters it was born in."""
    if culture.script is None:
        return True
    if chance.random() < RATES.other_alphabet:
        name.changed.append("other_alphabet")
        return False
    way = 0
    if chance.random() < RATES.otherwise_romanised:
        way = chance.randrange(1, romanisation.ways(culture.script))
        name.changed.append("otherwise_romanised")
    name.given = [romanisation.romanised(one, culture.script, way) for one in name.given]
    name.family = [romanisation.romanised(one, culture.script, way) for one in name.family]
    return True


def _spell(name: WrittenName, culture: Culture, chance: Random) -> None:
    if culture.respell and chance.random() < RATES.respelled:
        before = (name.given, name.family)
        name.family = [respelled(one, culture.respell, chance) for one in name.family]
        if chance.random() < 0.4:
            name.given = [respelled(one, culture.respell, chance) for one in name.given]
        if before != (name.given, name.family):
            name.changed.append("respelled")
    if chance.random() < RATES.marks_lost:
        name.given = [slips.without_marks(one) for one in name.given]
        name.family = [slips.without_marks(one) for one in name.family]


def respelled(name: str, rules: Sequence[tuple[str, str]], chance: Random) -> str:
    """By one of the rules that apply, or by two."""
    fits = [rule for rule in rules if _applies(name, rule[0])]
    for old, new in chance.sample(fits, min(len(fits), 2 if chance.random() < 0.25 else 1)):
        if old.endswith("$") and _applies(name, old):
            name = name.removesuffix(old[:-1]) + new
        else:
            name = name.replace(old, new, 1)
    return name


def _applies(name: str, old: str) -> bool:
    return name.endswith(old[:-1]) if old.endswith("$") else old in name


def _slip(name: WrittenName, chance: Random) -> None:
    for kind, rate in (("family", RATES.family_typo), ("given", RATES.given_typo)):
        if chance.random() < rate:
            words = name.family if kind == "family" else name.given
            at = chance.randrange(len(words))
            words[at] = slips.typed_wrong(words[at], chance)
            name.changed.append(f"{kind}_typo")
    if chance.random() < RATES.scanned:
        name.family[0] = slips.scanned(name.family[0], chance)
        name.changed.append("scanned")


def _order(name: WrittenName, culture: Culture, chance: Random) -> None:
    if len(name.given[0]) > 1 and chance.random() < RATES.initial_only:
        name.given = [name.given[0][0] + "."]
        name.changed.append("initial_only")
    if culture.spaced_given and chance.random() < culture.spaced_given and len(name.given[0]) > 4:
        middle = _syllable(name.given[0])
        name.given[0] = f"{name.given[0][:middle]} {name.given[0][middle:].capitalize()}"
    if chance.random() < max(RATES.swapped, culture.family_first):
        name.given, name.family = name.family, name.given
        name.changed.append("swapped")
    if chance.random() < RATES.capitals:
        name.given = [one.upper() for one in name.given]
        name.family = [one.upper() for one in name.family]


def _syllable(name: str) -> int:
    """The beginning of the second syllable of a Chinese given name: after a vowel, n or ng."""
    for at in range(2, len(name) - 1):
        if name[at - 1] in "aeioung" and name[at] not in "aeiou" and name[at : at + 2] != "ng":
            return at + 1 if name[at] in "n" and name[at + 1] not in "aeiou" else at
    return len(name) // 2
