"""Real sizes of groups, counted from the rows of an organisation's own tables."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from registry.minimum_format.rules.records import Activity, Client, Contact, Rows

NOBODY = Client("", "onbekend", "onbekend", "onbekend", "onbekend", "onbekend")


def size(rows: Rows, measure: str, dims: Mapping[str, str], lives: Collection[str]) -> int:
    """Persons or acts with these codes, in the year, whose life (``1``, ``2``, ``12``) is one of
    these."""
    if measure.startswith("activiteiten "):
        return sum(
            activity.aantal
            for activity in rows.activiteiten
            if activity.type == measure.split()[1]
            and _half(activity.maand) in lives
            and dims.get("maand", activity.maand) == activity.maand
            and dims.get("met", _partner(activity)) == _partner(activity)
        )
    if measure.startswith("bereik "):
        return sum(
            activity.bereik or 0
            for activity in rows.activiteiten
            if activity.type == measure.split()[1] and _half(activity.maand) in lives
        )
    if measure == "hulpvragen":
        return sum(
            _half(contact.maand) in lives
            and _fits({"hulpvraag": request, "bij": _asked_at(contact)}, dims)
            for contact in rows.contacten
            for request in contact.hulpvraag
        )
    return sum(life in lives and _fits(its, dims) for its, life in _units(rows, measure))


class Sizes:
    """Of many groups of the same rows, persons, contacts or referrals: counted once for each set
    of dimensions."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._units: dict[str, list[tuple[Mapping[str, str | None], str]]] = {}
        self._tables: dict[tuple[str, tuple[str, ...]], Counter[tuple[str | None, ...]]] = {}

    def of(self, measure: str, dims: Mapping[str, str], lives: Collection[str]) -> int:
        names = tuple(sorted(dims))
        if (measure, names) not in self._tables:
            if measure not in self._units:
                self._units[measure] = [*_units(self._rows, measure)]
            self._tables[measure, names] = Counter(
                (*(its[name] for name in names), life) for its, life in self._units[measure]
            )
        codes = tuple(dims[name] for name in names)
        return sum(self._tables[measure, names][*codes, life] for life in {*lives})


def _units(rows: Rows, measure: str) -> Iterator[tuple[Mapping[str, str | None], str]]:
    """Codes and life of each person who was reached or guided, or of each contact or referral."""
    clients = {client.client_code: client for client in rows.clienten}
    if measure in ("contacten", "doorverwijzingen"):
        for contact in rows.contacten:
            client = clients.get(contact.client_code or "", NOBODY)
            referral = contact.doorverwijzing_soort
            if measure == "doorverwijzingen" and referral is None:
                continue
            target = "andere" if referral == "gespecialiseerd_centrum_mensenhandel" else referral
            its = {
                "soort": contact.soort,
                "aard": contact.aard,
                "plaats": contact.plaats,
                "branche": client.branche_hoofd,
                "doorverwijzing": target,
                "maand": contact.maand,
                "consultatie": _consultation(contact),
            }
            yield its, _half(contact.maand)
        return
    halves: dict[str, set[str]] = {}
    for contact in rows.contacten:
        counts = measure == "clienten" or contact.begeleiding_status
        if counts and contact.client_code in clients:
            halves.setdefault(contact.client_code or "", set()).add(_half(contact.maand))
    for code, some in halves.items():
        yield _attributes(clients[code]), "".join(sorted(some))


def _partner(activity: Activity) -> str:
    return activity.partner_soort or "zonder_partner"


def _asked_at(contact: Contact) -> str:
    individual = contact.doorverwijzing_soort or contact.begeleiding_status
    return "begeleiding_of_doorverwijzing" if individual else "ander_contact"


def _consultation(contact: Contact) -> str:
    if contact.aard != "consultatie":
        return "geen"
    return contact.plaats if contact.plaats in ("vast", "mobiel") else "elders"


def _attributes(client: Client) -> dict[str, str]:
    return {
        "branche": client.branche_hoofd,
        "gender": client.gender,
        "leeftijd": client.geboortejaar_klasse,
        "nationaliteit": client.nationaliteitsgroep,
        "eerste_contact": client.eerste_contact,
    }


def _fits(its: Mapping[str, str | None], dims: Mapping[str, str]) -> bool:
    return all(its[name] == code for name, code in dims.items())


def _half(month: str) -> str:
    return "1" if int(month[5:]) <= 6 else "2"


def units_of(rows: Rows, code: str) -> list[tuple[str, Mapping[str, str], str]]:
    """All that a client knows of themselves: measure, codes and life of each thing counted."""
    client = next(each for each in rows.clienten if each.client_code == code)
    own = [contact for contact in rows.contacten if contact.client_code == code]
    life = "".join(sorted({_half(contact.maand) for contact in own}))
    units: list[tuple[str, Mapping[str, str], str]] = []
    if own:
        units.append(("clienten", _attributes(client), life))
    for contact in own:
        its = {
            "soort": contact.soort,
            "aard": contact.aard,
            "plaats": contact.plaats,
            "branche": client.branche_hoofd,
            "maand": contact.maand,
            "consultatie": _consultation(contact),
        }
        units.append(("contacten", its, _half(contact.maand)))
    return units
