"""The unknown persons and acts behind an organisation's figures of one year, as a reader sees them.

Persons live in the first half, in the second or in both, by the months of their contacts; contacts,
referrals and acts have one moment. Their attributes are the year's, in all periods.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from disclosure import Measure, System, Unit, Unknowns, at_most
from disclosure.system import Members
from registry.deliveries.rules import codes
from registry.deliveries.rules.records import Client, Contact, Period, Rows
from registry.disclosure.rules.publication import HALF, YEAR, name_of
from registry.integration.rules import cells
from registry.integration.rules.aggregation import CLIENT_DIMENSIONS, asked_at, shown_target
from registry.integration.rules.cells import Key

FIRST, SECOND, BOTH = "1", "2", "12"
OF_PERSONS: Mapping[str, frozenset[str]] = {
    YEAR: frozenset({FIRST, SECOND, BOTH}),
    HALF[0]: frozenset({FIRST, BOTH}),
    HALF[1]: frozenset({SECOND, BOTH}),
}
OF_ACTS: Mapping[str, frozenset[str]] = {
    YEAR: frozenset({FIRST, SECOND}),
    HALF[0]: frozenset({FIRST}),
    HALF[1]: frozenset({SECOND}),
}
UNKNOWN_BRANCH = "onbekend"


class Register:
    """The unknowns behind all measures of one organisation and year, and the real rows."""

    def __init__(self, organisation: str, rows: Rows, year: int) -> None:
        self.system = System(truth=[])
        self._year = year
        self._months = Period(year).months
        clients = {client.client_code: client for client in rows.clienten}
        reached = _lives(rows.contacten, clients)
        guided = _lives((row for row in rows.contacten if row.begeleiding_status), clients)
        self._measures = {
            cells.CLIENTEN: self._add(
                cells.CLIENTEN,
                (
                    (cells.BRANCHE, cells.GENDER),
                    (cells.LEEFTIJD,),
                    (cells.NATIONALITEIT,),
                    (cells.EERSTE_CONTACT,),
                ),
                _persons(reached, clients),
                OF_PERSONS,
            ),
            cells.BEGELEIDINGEN: self._add(
                cells.BEGELEIDINGEN, ((cells.BRANCHE,),), _persons(guided, clients), OF_PERSONS
            ),
            cells.CONTACTEN: self._add(
                cells.CONTACTEN,
                _cliques_of_contacts(organisation),
                _contacts(rows.contacten, clients),
                OF_ACTS,
            ),
            cells.HULPVRAGEN: self._add(
                cells.HULPVRAGEN,
                ((cells.HULPVRAAG, cells.BIJ),),
                _requests(rows.contacten, clients),
                OF_ACTS,
            ),
            cells.DOORVERWIJZINGEN: self._add(
                cells.DOORVERWIJZINGEN,
                ((cells.DOORVERWIJZING,), (cells.BRANCHE,)),
                _referrals(rows.contacten, clients),
                OF_ACTS,
            ),
        }
        self._rule_out(self._months)
        by_branch = ((), (cells.BRANCHE,))
        inside = [({BOTH}, {BOTH}), ({FIRST, BOTH}, {FIRST, BOTH})]
        inside += [({SECOND, BOTH}, {SECOND, BOTH}), (set(OF_PERSONS[YEAR]),) * 2]
        halves = [({FIRST, BOTH}, {FIRST}), ({SECOND, BOTH}, {SECOND})]
        same = [({FIRST}, {FIRST}), ({SECOND}, {SECOND})]
        of = self._measures
        at_most(of[cells.BEGELEIDINGEN], of[cells.CLIENTEN], inside, by_branch)
        at_most(of[cells.CLIENTEN], of[cells.CONTACTEN], halves, by_branch)
        at_most(of[cells.DOORVERWIJZINGEN], of[cells.CONTACTEN], same, by_branch)
        self._acts = {act: self._add_act(act, rows) for act in codes.HANDELINGEN}
        self._there = {moment: self._add_attendance(moment, rows) for moment in codes.MOMENTEN}

    def unknowns(self, key: Key) -> Unknowns | None:
        """The measure behind a cell; none where it counts what is nobody's."""
        by_type = {cells.ACTIVITEITEN: self._acts, cells.BEREIK: self._there}
        if key.measure in by_type:
            return by_type[key.measure].get(dict(key.dimensions)[cells.TYPE])
        return self._measures.get(key.measure)

    def members(self, key: Key, period: Period) -> Members:
        """The unknowns whose sum the cell is in this period."""
        unknowns = self.unknowns(key)
        if unknowns is None:
            raise ValueError(f"{key} counts nobody")
        where = where_of(key)
        month = dict(key.dimensions).get(cells.MAAND)
        if key.measure == cells.ACTIVITEITEN and month is not None:
            return unknowns.of_lives({month}, where)
        return unknowns.of_period(name_of(period), where)

    def _add(
        self,
        name: str,
        cliques: tuple[tuple[str, ...], ...],
        units: Iterable[Unit],
        lives: Mapping[str, frozenset[str]],
    ) -> Unknowns:
        categories = {**cells.CATEGORIES, cells.MAAND: self._months}
        return Unknowns.add(self.system, Measure(name, categories, cliques, lives), units)

    def _rule_out(self, months: Iterable[str]) -> None:
        """Contacts of a month in the other half, and consultations that are none."""
        contacts = self._measures[cells.CONTACTEN]
        never = [
            contacts.of_lives({SECOND if half_of(month) == FIRST else FIRST}, {cells.MAAND: month})
            for month in months
        ]
        if any(cells.CONSULTATIE in clique for clique in contacts.measure.cliques):
            never += [
                contacts.of_lives(
                    {FIRST, SECOND},
                    {cells.AARD: nature, cells.PLAATS: place, cells.CONSULTATIE: code},
                )
                for nature, place, code in product(
                    *(cells.CATEGORIES[name] for name in (cells.AARD, cells.PLAATS)),
                    cells.CATEGORIES[cells.CONSULTATIE],
                )
                if code != cells.consultation(nature, place)
            ]
        for members in never:
            self.system.fix(members, 0, 0)

    def _add_act(self, act: str, rows: Rows) -> Unknowns:
        by_partner = act in codes.PARTNER_VAN_TYPE
        units = (
            Unit(
                {cells.MET: activity.partner_soort or cells.ALONE} if by_partner else {},
                activity.maand,
                f"{nr} {each}",
            )
            for nr, activity in enumerate(rows.activiteiten)
            if activity.type == act
            for each in range(activity.aantal)
        )
        cliques = (((cells.MET,) if by_partner else ()),)
        name = f"{cells.ACTIVITEITEN} {act}"
        return self._add(name, cliques, units, self._months_by_period())

    def _add_attendance(self, moment: str, rows: Rows) -> Unknowns:
        units = (
            Unit({}, half_of(activity.maand), f"{nr} {each}")
            for nr, activity in enumerate(rows.activiteiten)
            if activity.type == moment
            for each in range(activity.bereik or 0)
        )
        return self._add(f"{cells.BEREIK} {moment}", ((),), units, OF_ACTS)

    def _months_by_period(self) -> Mapping[str, frozenset[str]]:
        year = self._year
        return {
            name_of(period): frozenset(period.months)
            for period in (Period(year), Period(year, 1), Period(year, 2))
        }


def _cliques_of_contacts(organisation: str) -> tuple[tuple[str, ...], ...]:
    """Those of Ghapro's contacts hold whether they were a consultation, and where."""
    shared: tuple[str, ...] = (cells.SOORT,)
    if organisation == cells.MOBILE_TEAM:
        shared = (cells.SOORT, cells.CONSULTATIE)
    return (
        (*shared, cells.AARD, cells.PLAATS),
        (*shared, cells.BRANCHE),
        (*shared, cells.MAAND),
    )


def where_of(key: Key) -> dict[str, str]:
    """The codes of a cell that are dimensions of its measure's unknowns."""
    apart = (cells.TYPE, cells.MAAND) if key.measure in (cells.ACTIVITEITEN, cells.BEREIK) else ()
    return {name: code for name, code in key.dimensions if name not in apart}


def half_of(month: str) -> str:
    """The half of the year in which a month (``JJJJ-MM``) falls."""
    return FIRST if month[5:] <= "06" else SECOND


def _lives(contacts: Iterable[Contact], clients: Mapping[str, Client]) -> dict[str, str]:
    halves: dict[str, set[str]] = {}
    for contact in contacts:
        if contact.client_code is not None and contact.client_code in clients:
            halves.setdefault(contact.client_code, set()).add(half_of(contact.maand))
    return {code: "".join(sorted(some)) for code, some in halves.items()}


def _persons(lives: Mapping[str, str], clients: Mapping[str, Client]) -> Iterator[Unit]:
    for code, life in lives.items():
        attributes = {name: of(clients[code]) for name, of in CLIENT_DIMENSIONS.items()}
        yield Unit(attributes, life, code)


def _contacts(contacts: Iterable[Contact], clients: Mapping[str, Client]) -> Iterator[Unit]:
    for nr, contact in enumerate(contacts):
        branch, person = _whose(nr, contact, clients)
        attributes = {
            cells.SOORT: contact.soort,
            cells.AARD: contact.aard,
            cells.PLAATS: contact.plaats,
            cells.BRANCHE: branch,
            cells.MAAND: contact.maand,
            cells.CONSULTATIE: cells.consultation(contact.aard, contact.plaats),
        }
        yield Unit(attributes, half_of(contact.maand), person)


def _requests(contacts: Iterable[Contact], clients: Mapping[str, Client]) -> Iterator[Unit]:
    for nr, contact in enumerate(contacts):
        _, person = _whose(nr, contact, clients)
        for request in contact.hulpvraag:
            attributes = {cells.HULPVRAAG: request, cells.BIJ: asked_at(contact)}
            yield Unit(attributes, half_of(contact.maand), person)


def _referrals(contacts: Iterable[Contact], clients: Mapping[str, Client]) -> Iterator[Unit]:
    for nr, contact in enumerate(contacts):
        if contact.doorverwijzing_soort is None:
            continue
        branch, person = _whose(nr, contact, clients)
        target = shown_target(contact.doorverwijzing_soort)
        attributes = {cells.DOORVERWIJZING: target, cells.BRANCHE: branch}
        yield Unit(attributes, half_of(contact.maand), person)


def _whose(nr: int, contact: Contact, clients: Mapping[str, Client]) -> tuple[str, str]:
    """Branch and person; each anonymous contact is somebody else, since nobody can tell."""
    client = clients.get(contact.client_code) if contact.client_code else None
    if client is None:
        return UNKNOWN_BRANCH, f" anoniem {nr}"
    return client.branche_hoofd, client.client_code
