"""Histories: the contacts of people over the years, and the databases that knew of them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from contracts.branches import Branch
from simulator.city import name_variants
from simulator.city.name_variants import Name
from simulator.city.people import Habit, Person, Population
from simulator.city.seeds import stream

EXPERT, FICHES, VERBORGEN = "expert", "fiches", "verborgen"
SOURCES = (EXPERT, FICHES, VERBORGEN)
_KNOWN_IN = {EXPERT: 0.5, FICHES: 0.5, VERBORGEN: 0.35}
_HABITS = {
    EXPERT: Habit(
        without_marks=0.6,
        swapped=0.05,
        shortened=0.08,
        respelled=0.08,
        no_document=0.35,
        national_number=True,
    ),
    FICHES: Habit(without_marks=0.5, swapped=0.12, shortened=0.12, respelled=0.1, no_document=0.5),
    VERBORGEN: Habit(
        without_marks=0.7, swapped=0.08, shortened=0.08, respelled=0.1, no_document=0.5
    ),
}
_ELSEWHERE = (Branch.STRAAT, Branch.ESCORT, Branch.PRIVE_THUIS, Branch.STRIPCLUB)
_HIDDEN = (Branch.MASSAGESALON, Branch.PRIVE_THUIS, Branch.ESCORT, Branch.ANDERE)
_YEARS = 6.5
_OLDER_PASSPORT = 0.2
_DAY_AND_MONTH_SWAPPED, _ONLY_THE_YEAR, _MISREAD = 0.04, 0.03, 0.02
_MOVED = 0.25
_SISTER = 0.06
"""Of the one before: the family name is the same, and often the phone."""
_MARRIED = 0.02
"""In one of the databases she has another family name."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact with a person; ``is_fact`` when an officer met her, else somebody said so."""

    day: date
    hour: int
    branch: Branch
    place: str
    is_fact: bool


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as one database knows her: its own spelling, papers and contacts."""

    source: str
    person: Person
    name: Name
    birth: str
    document: str | None
    national_number: str | None
    phone: str | None
    contacts: tuple[Contact, ...]

    def __repr__(self) -> str:
        return f"<KnownPerson {self.person.id} in {self.source}>"


@dataclass(frozen=True, slots=True)
class Places:
    """Made-up houses, a few per branch."""

    names: dict[Branch, tuple[str, ...]]

    @classmethod
    def make(cls, chance: Random) -> "Places":
        words = ("Zilver", "Maan", "Linde", "Noord", "Kade", "Roos", "Ster", "Anker")
        kinds = {
            Branch.RAAM: "Pand",
            Branch.STRAAT: "Zone",
            Branch.STRIPCLUB: "Club",
            Branch.ESCORT: "Bureau",
            Branch.PRIVE_THUIS: "Flat",
            Branch.MASSAGESALON: "Salon",
            Branch.ANDERE: "VZW",
        }
        return cls(
            {
                branch: tuple(
                    f"{kind} {word} {chance.randint(1, 9)}" for word in chance.sample(words, 5)
                )
                for branch, kind in kinds.items()
            }
        )


def histories(seed: int, persons: int, today: date) -> list[KnownPerson]:
    """People as each database knows them; everybody in one at least, many in two or three."""
    population = Population(today)
    chance = stream(seed, "legacy")
    places = Places.make(chance)
    known: list[KnownPerson] = []
    before: tuple[Person, str] | None = None
    for _ in range(persons):
        person = population.person(chance)
        phone = f"+32 400 {chance.randrange(10**6):06d}"
        if before is not None and chance.random() < _SISTER:
            name = Name(person.name.given, before[0].name.family)
            person = replace(person, name=name, culture=before[0].culture)
            phone = before[1] if chance.random() < 0.5 else phone
        before = (person, phone)
        sources = [s for s in SOURCES if chance.random() < _KNOWN_IN[s]]
        for source in sources or [chance.choice(SOURCES)]:
            contacts = _contacts(source, places, today, chance)
            known.append(_known(source, person, phone, contacts, chance))
    return known


def _contacts(source: str, places: Places, today: date, chance: Random) -> tuple[Contact, ...]:
    branch = chance.choice(_HIDDEN) if source == VERBORGEN else Branch.RAAM
    if source == EXPERT and chance.random() < 0.4:
        branch = chance.choice(_ELSEWHERE)
    day = today - timedelta(days=chance.randint(30, int(_YEARS * 365)))
    contacts = []
    for _ in range(chance.randint(1, 5)):
        if day >= today:
            break
        is_fact = chance.random() < 0.8
        place = chance.choice(places.names[branch])
        contacts.append(Contact(day, chance.randint(9, 23), branch, place, is_fact))
        day += timedelta(days=chance.randint(1, 90))
        if chance.random() < _MOVED:
            branch = chance.choice(_HIDDEN if source == VERBORGEN else (Branch.RAAM, *_ELSEWHERE))
    return tuple(contacts)


def _known(
    source: str, person: Person, phone: str, contacts: tuple[Contact, ...], chance: Random
) -> KnownPerson:
    habit = _HABITS[source]
    document: str | None = person.document
    if chance.random() < _OLDER_PASSPORT:
        document = f"SYN{chance.randrange(10**6):06d}{chance.choice('LMNPQRST')}"
    if chance.random() < habit.no_document:
        document = None
    has_number = habit.national_number and person.nationality == "BEL"
    return KnownPerson(
        source,
        person,
        _name(_married(person, chance), habit, chance),
        _birth(person.birth_date, chance),
        document,
        person.national_number if has_number else None,
        phone if chance.random() < 0.3 else None,
        contacts,
    )


def _married(person: Person, chance: Random) -> Person:
    if chance.random() >= _MARRIED:
        return person
    family = chance.choice(person.culture.family)
    return replace(person, name=Name(person.name.given, family))


def _name(person: Person, habit: Habit, chance: Random) -> Name:
    name = person.name
    if chance.random() < habit.respelled:
        name = name_variants.respelled(name, person.culture)
    if chance.random() < habit.without_marks:
        name = name_variants.without_marks(name)
    if chance.random() < habit.shortened:
        name = name_variants.shortened(name)
    return name_variants.swapped(name) if chance.random() < habit.swapped else name


def _birth(born: date, chance: Random) -> str:
    """``YYYY-MM-DD`` or ``YYYY``, as this database got it."""
    form = chance.random()
    if form < _ONLY_THE_YEAR:
        return str(born.year)
    form -= _ONLY_THE_YEAR
    if form < _DAY_AND_MONTH_SWAPPED and born.day <= 12:
        return born.replace(month=born.day, day=born.month).isoformat()
    form -= _DAY_AND_MONTH_SWAPPED
    if 0 <= form < _MISREAD:
        return born.replace(day=min(born.day + 1, 28)).isoformat()
    return born.isoformat()
