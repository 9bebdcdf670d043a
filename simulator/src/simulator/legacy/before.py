"""Dossiers of the expert databank about people of the city, of the years before it was replaced."""

from datetime import date, timedelta
from random import Random

from contracts.branches import Branch
from simulator.city.past import BRANCHES, YEARS, Past
from simulator.city.people import Person
from simulator.legacy.history import EXPERT, Contact, KnownPerson

OLDER_YEARS = (YEARS[0] - 2, YEARS[0] - 1)
"""The years of which the older databank tells."""
MOVED_AFTER = timedelta(days=15)
SEEN_AGAIN = timedelta(days=90)


def dossiers(past: Past, chance: Random) -> list[KnownPerson]:
    """People who are met to this day, in one branch; and others who moved, and were gone since."""
    known = []
    for number, person in enumerate(past.known):
        branch = BRANCHES[number]
        first = date(OLDER_YEARS[1], 2 + number, chance.randint(1, 28))
        days = (first, first + SEEN_AGAIN)
        known.append(_known(person, [_contact(day, branch, chance) for day in days]))
    for number, person in enumerate(past.former):
        year = OLDER_YEARS[number % len(OLDER_YEARS)]
        first = date(year, 3 + number, chance.randint(1, 28))
        before, after = BRANCHES[number], BRANCHES[number + 1]
        moved = [(first, before), (first + MOVED_AFTER, after)]
        known.append(_known(person, [_contact(day, branch, chance) for day, branch in moved]))
    return known


def _contact(day: date, branch: Branch, chance: Random) -> Contact:
    return Contact(day, chance.randint(9, 22), branch, f"{branch} van vroeger", is_fact=True)


def _known(person: Person, contacts: list[Contact]) -> KnownPerson:
    return KnownPerson(
        source=EXPERT,
        person=person,
        name=person.name,
        birth=person.birth_date.isoformat(),
        document=person.document,
        national_number=None,
        phone=None,
        contacts=tuple(contacts),
    )
