"""The people behind the claims: each made anew from the seed and a number, whenever needed.

Nothing is kept, so that half a million people cost no memory, and the same number is the same
person however many there are and in whatever order their claims arrive.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from simulator.claims import papers, places, seeds
from simulator.claims.cultures import Culture, draw
from simulator.claims.papers import Paper
from simulator.claims.places import Address, House, Houses
from simulator.claims.rates import LIVES, Lives

T = TypeVar("T")

_TODAY = date(2026, 1, 1)
_FAMILY = 4
"""Persons 4n+1 to 4n+3 may be relatives of person 4n."""
_WORKING_NAMES = [
    "Bella",
    "Lola",
    "Mia",
    "Kim",
    "Sara",
    "Nina",
    "Eva",
    "Jasmin",
    "Nikki",
    "Lisa",
    "Angel",
    "Vicky",
    "Diana",
    "Alexa",
    "Monica",
    "Roxy",
    "Sonia",
    "Carla",
    "Tina",
    "Maya",
    "Cindy",
    "Luna",
    "Naomi",
    "Kelly",
    "Sandy",
    "Dolly",
    "Ivy",
    "Coco",
    "Rita",
    "Gina",
    "Mimi",
    "Wendy",
    "Zara",
    "Sofie",
    "Melissa",
    "Chanel",
    "Candy",
    "Bianca",
    "Daisy",
    "Victoria",
    "Samantha",
    "Jade",
    "Amber",
    "Kira",
    "Lexi",
    "Megan",
    "Paris",
    "Ruby",
]


@dataclass(frozen=True, slots=True)
class Person:
    """``papers``, ``phones`` and ``addresses`` are (from, what), the moment from 0 to 1."""

    number: int
    culture: Culture
    sex: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    married: tuple[float, str] | None
    birth: date
    nationality: str
    national_number: str | None
    papers: tuple[tuple[float, Paper], ...]
    second_paper: Paper | None
    phones: tuple[tuple[float, str], ...]
    addresses: tuple[tuple[float, Address], ...]
    houses: tuple[tuple[float, House], ...]
    alias: str | None

    def __repr__(self) -> str:
        return f"<Person {self.number}>"


class Population:
    """``lives`` says how often persons of this population have relatives."""

    def __init__(self, persons: int, seed: int, lives: Lives = LIVES) -> None:
        self.persons = persons
        self._seed = seed
        self._lives = lives
        self._houses = Houses(persons, seed)

    def person(self, number: int) -> Person:
        return self._made(number)[0]

    def relative_of(self, number: int) -> Person | None:
        """The person of whom this one is a relative or a namesake, if of anybody."""
        return self.person(number - number % _FAMILY) if self._made(number)[1] else None

    def _made(self, number: int) -> tuple[Person, bool]:
        """The person, and whether there is somebody whom she has her names from."""
        chance = seeds.chance(self._seed, "person", number)
        person = self._alone(number, chance)
        if number % _FAMILY:
            relative = self._related(person, number - number % _FAMILY, chance)
            if relative is not person:
                own = papers.national_number(relative.birth, relative.nationality, chance)
                return replace(relative, national_number=own), True
        return person, False

    def _alone(self, number: int, chance: Random) -> Person:
        culture = draw(chance)
        sex = "F" if chance.random() < LIVES.women else "M"
        birth = _TODAY - timedelta(days=round(chance.triangular(18.1, 55, 25) * 365.25))
        nationality = chance.choice(culture.countries)
        return Person(
            number=number,
            culture=culture,
            sex=sex,
            given=culture.given(sex, chance),
            family=culture.family_names(sex, chance),
            married=_married(culture, sex, chance),
            birth=birth,
            nationality=nationality,
            national_number=papers.national_number(birth, nationality, chance),
            papers=papers.papers(culture.document, nationality, number, chance),
            second_paper=papers.second(culture.document, nationality, number, chance),
            phones=_over_time(places.phone, LIVES.changed_phone, chance)
            if chance.random() < LIVES.has_phone
            else (),
            addresses=_over_time(places.address, LIVES.moved, chance),
            houses=_over_time(self._houses.draw, LIVES.moved, chance),
            alias=_alias(chance),
        )

    def _related(self, person: Person, to: int, chance: Random) -> Person:
        lives = self._lives
        kind = chance.random() - lives.sibling
        if kind >= lives.twin + lives.named_after + lives.namesake_same_year:
            return person
        other = self.person(to)
        if kind < 0:
            return _sibling(person, other, chance)
        if kind < lives.twin:
            return _twin(_sibling(person, other, chance), other, chance)
        if kind < lives.twin + lives.named_after:
            return _namesake(person, other, chance)
        return replace(
            _namesake(person, other, chance),
            birth=other.birth.replace(month=1, day=1) + timedelta(days=chance.randrange(365)),
            phones=person.phones,
            addresses=person.addresses,
            houses=person.houses,
        )


def _namesake(person: Person, other: Person, chance: Random) -> Person:
    """Her child or parent of the same name, or one of her people who happens to bear it."""
    relative = _sibling(person, other, chance)
    return replace(relative, sex=other.sex, given=other.given, family=other.family)


def _sibling(person: Person, other: Person, chance: Random) -> Person:
    """Her sister or brother: the same name, often under one roof, born some years apart."""
    culture = other.culture
    apart = chance.choice((-1, 1)) * chance.randrange(300, 3_600)
    family = tuple(culture.of_sex(_masculine(name, culture), person.sex) for name in other.family)
    at_home = chance.random() < 0.6
    return replace(
        person,
        culture=culture,
        given=culture.given(person.sex, chance),
        family=family,
        nationality=other.nationality,
        birth=min(other.birth + timedelta(days=apart), _TODAY - timedelta(days=6_600)),
        papers=tuple(
            (at, replace(paper, kind=other.papers[0][1].kind, country=other.nationality))
            for at, paper in person.papers
        ),
        second_paper=person.second_paper
        and replace(person.second_paper, country=other.nationality),
        addresses=other.addresses if at_home else person.addresses,
        houses=other.houses if at_home else person.houses,
        phones=other.phones if at_home and chance.random() < 0.3 else person.phones,
    )


def _twin(person: Person, other: Person, chance: Random) -> Person:
    """Papers of twins are made together: their numbers may be one apart."""
    own = person.papers
    if chance.random() < LIVES.papers_together:
        own = ((0.0, papers.beside(other.papers[0][1])), *own[1:])
    return replace(person, birth=other.birth, papers=own)


def _masculine(family: str, culture: Culture) -> str:
    for man, woman in culture.feminine:
        if family.endswith(woman):
            return family.removesuffix(woman) + man
    return family


def _married(culture: Culture, sex: str, chance: Random) -> tuple[float, str] | None:
    if sex != "F" or chance.random() >= LIVES.married:
        return None
    return chance.random(), culture.of_sex(culture.family.draw(chance), sex)


def _over_time(
    make: Callable[[Random], T], rate: float, chance: Random
) -> tuple[tuple[float, T], ...]:
    """Possessions in chapters: mostly one, seldom more than three."""
    chapters = [(0.0, make(chance))]
    while len(chapters) < 4 and chance.random() < rate:
        chapters.append((chance.random(), make(chance)))
    return tuple(sorted(chapters, key=lambda chapter: chapter[0]))


def _alias(chance: Random) -> str | None:
    """A working name, of which there are few: many people have the same."""
    if chance.random() >= LIVES.alias:
        return None
    return _WORKING_NAMES[int(len(_WORKING_NAMES) * chance.random() ** 1.8)]
