"""The truth of care: what the tables of an organisation say of a year or half, counted here.

What was told of a first half stands in its year, also of somebody who was erased in between: so
many persons more may be told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from contracts.codes import CareOrganisation
from simulator.city import shared_clients
from simulator.city.care import Row, Tables
from simulator.comparison import Figure, Split

GHAPRO, BOYS = CareOrganisation.GHAPRO, CareOrganisation.BOYS
FREECLINIC = CareOrganisation.FREECLINIC
CONTACTS = {"IND-1-02": "medisch", "IND-1-03": "psychosociaal"}
PERSONS = "IND-1-01"
CLIENTS_OF = {"IND-1.1-01": GHAPRO, "IND-1.2-05": BOYS, "IND-1.3-01": FREECLINIC}
CONTACTS_OF = {"IND-1.1-02": GHAPRO, "IND-1.2-04": BOYS, "IND-1.3-02": FREECLINIC}
GUIDANCE_OF = {"IND-1.1-05": GHAPRO, "IND-1.2-06": BOYS, "IND-1.3-05": FREECLINIC}
COOPERATION_OF = {"IND-1.1-06": GHAPRO, "IND-1.2-07": BOYS, "IND-1.3-04": FREECLINIC}
CONSULTATIONS = {"IND-1.1-03": "vast", "IND-1.1-04": "mobiel"}
"""Of Ghapro, by place."""
ACTIVITIES = {
    "IND-1.2-01": (BOYS, ("dropin", "vormingsmoment")),
    "IND-1.2-02": (BOYS, ("internetpermanentie", "online_sessie")),
    "IND-1.2-03": (BOYS, ("outreachmoment",)),
    "IND-1.2-08": (BOYS, ("doktersconsultatie", "swab2know")),
    "IND-1.3-03": (FREECLINIC, ("maatschappelijk_herstel",)),
}
SPLITS = ("aard", "soort", "plaats")
"""Dimensions of the contacts of one organisation."""


def figures(told: Mapping[CareOrganisation, Tables]) -> dict[str, Figure]:
    """By indicator, of the organisations that told of a period; nothing of the others."""
    every = [*told.values()]
    found = {indicator: _contacts_of_kind(every, kind) for indicator, kind in CONTACTS.items()}
    found[PERSONS] = _persons(every)
    found["IND-1-04"] = _guidance(every)
    for organisation, tables in told.items():
        found |= _of_one(organisation, tables)
    return found


def _of_one(organisation: CareOrganisation, tables: Tables) -> dict[str, Figure]:
    rows = tables.contacten
    asked = [row for row in rows if row["aard"] == "consultatie"]
    consulted = Counter(row["plaats"] for row in asked)
    splits = {name: Counter(row[name] for row in rows) for name in SPLITS}
    clients = Figure(
        len(shared_clients.met(tables)), {}, {}, may_differ=len(shared_clients.erased(tables))
    )
    by_kind = {
        **{each: (of, clients) for each, of in CLIENTS_OF.items()},
        **{each: (of, Figure(len(rows), {}, splits)) for each, of in CONTACTS_OF.items()},
        **{each: (of, _guidance([tables])) for each, of in GUIDANCE_OF.items()},
        **{
            each: (of, Figure(_sum(tables.activiteiten, "samenwerkingscontact"), {}, {}))
            for each, of in COOPERATION_OF.items()
        },
        **{
            each: (GHAPRO, Figure(consulted[place], {}, {}))
            for each, place in CONSULTATIONS.items()
        },
        **{
            each: (of, _activities(tables.activiteiten, types))
            for each, (of, types) in ACTIVITIES.items()
        },
    }
    return {each: figure for each, (of, figure) in by_kind.items() if of is organisation}


def _contacts_of_kind(told: Sequence[Tables], kind: str) -> Figure:
    rows = {
        each.organisation.value: sum(row["soort"] == kind for row in each.contacten)
        for each in told
    }
    return _summed(rows, frozenset(rows))


def _persons(told: Sequence[Tables]) -> Figure:
    """By organisation: of the city as a whole tells the story of the linked year."""
    met = {each.organisation.value: len(shared_clients.met(each)) for each in told}
    erased = sum(len(shared_clients.erased(each)) for each in told)
    return Figure(None, met, {}, frozenset(met), erased)


def _guidance(told: Sequence[Tables]) -> Figure:
    guided = sum(
        len({row["client_code"] for row in each.contacten if row["begeleiding_status"]} - {""})
        for each in told
    )
    referred = sum(bool(row["doorverwijzing_soort"]) for each in told for row in each.contacten)
    erased = sum(len(shared_clients.erased(each)) for each in told)
    whole = _summed({"guidance": guided, "referrals": referred})
    return replace(whole, may_differ=erased)


def _activities(rows: Iterable[Row], types: Sequence[str]) -> Figure:
    every = [*rows]
    return _summed({each: _sum(every, each) for each in types}, frozenset(types))


def _summed(parts: Split, of_parts: frozenset[str] | None = None) -> Figure:
    return Figure(sum(parts.values()), parts, {}, of_parts)


def _sum(rows: Iterable[Row], kind: str) -> int:
    return sum(int(row["aantal"]) for row in rows if row["type"] == kind)
