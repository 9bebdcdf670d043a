"""Acts for persons, as measures of unknowns and the real units behind them.

Each act has one moment, so its life is a half of the year, or a month where months are told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from disclosure import Measure, Unit
from registry.counts.rules import cells
from registry.counts.rules.aggregation import asked_at, shown_target
from registry.disclosure.rules.lives import OF_ACTS, by_month, half_of
from registry.minimum_format.rules import codes
from registry.minimum_format.rules.records import Client, Contact, Period, Rows

UNKNOWN_BRANCH = "onbekend"


@dataclass(frozen=True, slots=True)
class Acts:
    """One measure, and its units."""

    measure: Measure
    units: tuple[Unit, ...]


def acts(organisation: str, rows: Rows, year: int) -> Iterator[Acts]:
    """Every measure of what was done for persons, also those that counted nothing."""
    categories = {**cells.CATEGORIES, cells.MAAND: Period(year).months}

    def of(
        name: str,
        cliques: tuple[tuple[str, ...], ...],
        units: Iterable[Unit],
        lives: Mapping[str, frozenset[str]] = OF_ACTS,
    ) -> Acts:
        return Acts(Measure(name, categories, cliques, lives), tuple(units))

    clients = {client.client_code: client for client in rows.clienten}
    yield of(
        cells.CONTACTEN, _cliques_of_contacts(organisation), _contacts(rows.contacten, clients)
    )
    yield of(cells.HULPVRAGEN, ((cells.HULPVRAAG, cells.BIJ),), _requests(rows.contacten, clients))
    referrals = ((cells.DOORVERWIJZING,), (cells.BRANCHE,))
    yield of(cells.DOORVERWIJZINGEN, referrals, _referrals(rows.contacten, clients))
    for act in codes.HANDELINGEN:
        cliques = ((cells.MET,) if act in codes.PARTNER_VAN_TYPE else (),)
        yield of(name_of_act(act), cliques, _done(act, rows), by_month(year))
    for moment in codes.MOMENTEN:
        yield of(name_of_attendance(moment), ((),), _attended(moment, rows))


def name_of_act(act: str) -> str:
    """Acts of each type are a measure of their own, for each has a total of its own."""
    return f"{cells.ACTIVITEITEN} {act}"


def name_of_attendance(moment: str) -> str:
    return f"{cells.BEREIK} {moment}"


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
        return UNKNOWN_BRANCH, f" anoniem {half_of(contact.maand)} {nr}"
    return client.branche_hoofd, client.client_code


def _done(act: str, rows: Rows) -> Iterator[Unit]:
    by_partner = act in codes.PARTNER_VAN_TYPE
    for nr, activity in enumerate(rows.activiteiten):
        if activity.type == act:
            partner = {cells.MET: activity.partner_soort or cells.ALONE} if by_partner else {}
            for each in range(activity.aantal):
                yield Unit(partner, activity.maand, f"{half_of(activity.maand)} {nr} {each}")


def _attended(moment: str, rows: Rows) -> Iterator[Unit]:
    for nr, activity in enumerate(rows.activiteiten):
        if activity.type == moment:
            half = half_of(activity.maand)
            for each in range(activity.bereik or 0):
                yield Unit({}, half, f"{half} {nr} {each}")
