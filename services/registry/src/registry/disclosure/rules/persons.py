"""Persons of a delivery as figures count them: attributes, and what was done for them.

What no figure counts is left out. Each anonymous contact is somebody, nobody can tell who.
"""

from collections import Counter
from dataclasses import dataclass, field

from registry.counts.rules import cells
from registry.counts.rules.aggregation import CLIENT_DIMENSIONS, shown_target
from registry.minimum_format.rules.records import Contact, Rows


@dataclass(frozen=True, slots=True, order=True, repr=False)
class Act:
    """A contact: the same one twice is two."""

    month: str
    kind: str
    nature: str
    place: str
    requests: tuple[str, ...]
    referral: str
    """Empty for none."""
    guided: bool

    @classmethod
    def of(cls, contact: Contact) -> "Act":
        target = contact.doorverwijzing_soort
        return cls(
            contact.maand,
            contact.soort,
            contact.aard,
            contact.plaats,
            tuple(sorted(contact.hulpvraag)),
            shown_target(target) if target else "",
            contact.begeleiding_status is not None,
        )

    def count(self, measure: str) -> int:
        return {
            cells.CONTACTEN: 1,
            cells.HULPVRAGEN: len(self.requests),
            cells.DOORVERWIJZINGEN: int(self.referral != ""),
        }[measure]


Acts = Counter[Act]
Attributes = tuple[str, ...]
"""A code for each of :data:`CLIENT_DIMENSIONS`."""


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    attributes: Attributes
    acts: Acts = field(default_factory=Counter)

    @property
    def branch(self) -> str:
        return self.attributes[[*CLIENT_DIMENSIONS].index(cells.BRANCHE)]


@dataclass(frozen=True, slots=True, repr=False)
class Persons:
    """Those with a contact, by client code; and contacts with whoever stayed anonymous."""

    known: dict[str, Person] = field(default_factory=dict)
    anonymous: Acts = field(default_factory=Counter)


def persons_of(rows: Rows) -> Persons:
    clients = {client.client_code: client for client in rows.clienten}
    persons = Persons()
    for contact in rows.contacten:
        client = clients.get(contact.client_code) if contact.client_code else None
        if client is None:
            persons.anonymous[Act.of(contact)] += 1
            continue
        person = persons.known.get(client.client_code)
        if person is None:
            person = Person(tuple(of(client) for of in CLIENT_DIMENSIONS.values()))
            persons.known[client.client_code] = person
        person.acts[Act.of(contact)] += 1
    return persons
