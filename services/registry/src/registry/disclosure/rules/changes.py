"""Changes between the rows that were told and a later delivery: how many persons, how many acts.

Persons are client codes with contacts; each anonymous contact is somebody, nobody can tell who.
What no figure counts is no change: twenty rows without effect may not carry the one that has.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from registry.deliveries.rules.records import Client, Contact, Rows
from registry.disclosure.rules.acts import UNKNOWN_BRANCH
from registry.integration.rules import cells
from registry.integration.rules.aggregation import CLIENT_DIMENSIONS, shown_target

ACTS_OF_PERSONS = (cells.CONTACTEN, cells.HULPVRAGEN, cells.DOORVERWIJZINGEN)
"""What was done, and for whom."""


@dataclass(frozen=True, slots=True, repr=False)
class _Act:
    """A contact as figures count it: the same one twice is two."""

    branch: str
    month: str
    kind: str
    nature: str
    place: str
    requests: tuple[str, ...]
    referral: str | None
    guided: bool

    def count(self, measure: str) -> int:
        return {
            cells.CONTACTEN: 1,
            cells.HULPVRAGEN: len(self.requests),
            cells.DOORVERWIJZINGEN: int(self.referral is not None),
        }[measure]


Acts = Counter[_Act]


@dataclass(slots=True, repr=False)
class _Persons:
    known: dict[str, tuple[tuple[str, ...], Acts]] = field(default_factory=dict)
    """By client code: attributes, and what was done."""
    anonymous: Acts = field(default_factory=Counter)


def changed_persons(old: Rows, new: Rows) -> int:
    """Distinct persons who went, who came, or of whom an attribute or an act is another one.

    The rows of an erased client are in neither. An anonymous contact that went and one that came
    count once: they may be one that was corrected.
    """
    before, after = _persons(old), _persons(new)
    gone, came = before.anonymous - after.anonymous, after.anonymous - before.anonymous
    return len([*_changed(before, after)]) + max(gone.total(), came.total())


def most_acts(old: Rows, new: Rows) -> Mapping[str, int]:
    """By measure of acts, the most that went, or that came, of one changed person."""
    before, after = _persons(old), _persons(new)
    batches = [
        batch
        for code in _changed(before, after)
        for some, others in ((before, after), (after, before))
        if (batch := _acts(some, code) - _acts(others, code))
    ]
    for some, others in ((before, after), (after, before)):
        batches += [Counter([act]) for act in some.anonymous - others.anonymous]
    return {
        measure: max((_count(batch, measure) for batch in batches), default=0)
        for measure in ACTS_OF_PERSONS
    }


def _changed(before: _Persons, after: _Persons) -> Iterator[str]:
    for code in before.known.keys() | after.known.keys():
        if before.known.get(code) != after.known.get(code):
            yield code


def _acts(persons: _Persons, code: str) -> Acts:
    _, acts = persons.known.get(code, ((), Counter()))
    return acts


def _count(acts: Acts, measure: str) -> int:
    return sum(number * act.count(measure) for act, number in acts.items())


def _persons(rows: Rows) -> _Persons:
    clients = {client.client_code: client for client in rows.clienten}
    persons = _Persons()
    for contact in rows.contacten:
        client = clients.get(contact.client_code) if contact.client_code else None
        act = _act(contact, client)
        if client is None:
            persons.anonymous[act] += 1
        else:
            attributes = tuple(of(client) for of in CLIENT_DIMENSIONS.values())
            _, acts = persons.known.setdefault(client.client_code, (attributes, Counter()))
            acts[act] += 1
    return persons


def _act(contact: Contact, client: Client | None) -> _Act:
    target = contact.doorverwijzing_soort
    return _Act(
        client.branche_hoofd if client else UNKNOWN_BRANCH,
        contact.maand,
        contact.soort,
        contact.aard,
        contact.plaats,
        tuple(sorted(contact.hulpvraag)),
        shown_target(target) if target else None,
        contact.begeleiding_status is not None,
    )
