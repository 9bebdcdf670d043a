"""People of the city. Only the simulator knows them; services get claims."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from simulator.city import name_variants
from simulator.city.cultures import CULTURES, Culture
from simulator.city.name_variants import Name

_YOUNGEST, _OLDEST = 18.3, 46.0
_MODE = 24.0


@dataclass(frozen=True, slots=True)
class Person:
    """``document`` starts with ``SYN`` and ``national_number`` has a month above 60: neither can
    belong to anybody."""

    id: str
    name: Name
    birth_date: date
    culture: Culture
    nationality: str
    document: str
    national_number: str

    def __repr__(self) -> str:
        return f"<Person {self.id}>"


@dataclass(frozen=True, slots=True)
class Habit:
    """Habit of writing a person down. Rates from 0 to 1; the rest is as in the papers."""

    without_marks: float
    swapped: float
    shortened: float
    respelled: float
    no_document: float
    national_number: bool = False


OWNER = Habit(without_marks=0.55, swapped=0.02, shortened=0.04, respelled=0.04, no_document=0.0)
"""Owners copy from papers, on keyboards without accents."""
OFFICER = Habit(
    without_marks=0.5,
    swapped=0.08,
    shortened=0.06,
    respelled=0.06,
    no_document=0.0,
    national_number=True,
)
"""Officers write by hand and type in later; they alone may ask for a national number."""
OFFICER_WITHOUT_PAPERS = Habit(
    without_marks=0.6, swapped=0.15, shortened=0.0, respelled=0.0, no_document=1.0
)
"""The person had no papers on her; name and birth date must do."""


def claim(person: Person, habit: Habit, chance: Random) -> dict[str, Any]:
    """An identity claim about a person, in one of its spellings."""
    name = _written(person, habit, chance)
    written: dict[str, Any] = {
        "givenNames": name.given,
        "familyName": name.family,
        "birthDate": person.birth_date.isoformat(),
        "nationality": person.nationality,
    }
    if chance.random() >= habit.no_document:
        written["document"] = {
            "kind": person.culture.document.value,
            "country": person.nationality,
            "number": _punctuated(person.document, chance),
        }
    if habit.national_number and person.nationality == "BEL":
        written["nationalNumber"] = person.national_number
    return written


def _written(person: Person, habit: Habit, chance: Random) -> Name:
    name = person.name
    if chance.random() < habit.respelled:
        name = name_variants.respelled(name, person.culture)
    if chance.random() < habit.without_marks:
        name = name_variants.without_marks(name)
    if chance.random() < habit.shortened:
        name = name_variants.shortened(name)
    if chance.random() < habit.swapped:
        name = name_variants.swapped(name)
    return name


def _punctuated(number: str, chance: Random) -> str:
    form = chance.random()
    if form < 0.8:
        return number
    if form < 0.9:
        return f"{number[:3]} {number[3:6]} {number[6:]}"
    return number.lower()


class Population:
    """Makes people, each distinct from all before.

    No two share a birth date, and people with the same names are born in different years and on
    different days: a claim without a document still fits one person only, whatever its spelling.
    """

    def __init__(self, today: date) -> None:
        self._today = today
        self._born: set[date] = set()
        self._documents: set[str] = set()
        self._names: dict[frozenset[str], list[date]] = {}
        self.people: list[Person] = []

    def person(self, chance: Random) -> Person:
        """Somebody new. Callers bring their own chance, so that others' people stay the same."""
        culture = chance.choices(CULTURES, [culture.share for culture in CULTURES])[0]
        name, birth_date = self._identity(culture, chance)
        number = len(self.people) + 1
        person = Person(
            id=f"P{number:05d}",
            name=name,
            birth_date=birth_date,
            culture=culture,
            nationality=chance.choice(culture.nationalities),
            document=self._document(chance),
            national_number=_national_number(birth_date, number),
        )
        self.people.append(person)
        return person

    def _document(self, chance: Random) -> str:
        while True:
            number = f"SYN{chance.randrange(10**6):06d}{chance.choice('BCDFGHJK')}"
            if number not in self._documents:
                self._documents.add(number)
                return number

    def _identity(self, culture: Culture, chance: Random) -> tuple[Name, date]:
        while True:
            name, birth_date = _name(culture, chance), self._birth_date(chance)
            namesakes = self._names.setdefault(name_variants.folded(name), [])
            if birth_date not in self._born and not any(
                _confusable(birth_date, other) for other in namesakes
            ):
                self._born.add(birth_date)
                namesakes.append(birth_date)
                return name, birth_date

    def _birth_date(self, chance: Random) -> date:
        age = chance.triangular(_YOUNGEST, _OLDEST, _MODE)
        return self._today - timedelta(days=round(age * 365.25))


def _name(culture: Culture, chance: Random) -> Name:
    given, family = chance.choice(culture.given), chance.choice(culture.family)
    if chance.random() < culture.double_given:
        given = f"{given} {chance.choice(culture.given)}"
    if chance.random() < culture.double_family:
        family = f"{family} {chance.choice(culture.family)}"
    return Name(given, family)


def _confusable(one: date, other: date) -> bool:
    days = {(other.month, other.day), (other.day, other.month)}
    return one.year == other.year or (one.month, one.day) in days


def _national_number(born: date, number: int) -> str:
    """In the form of a Belgian number, with a month that no number of the kind has."""
    stem = f"{born.year % 100:02d}{born.month + 60:02d}{born.day:02d}{number % 997:03d}"
    return f"{stem}{97 - int(stem) % 97:02d}"
