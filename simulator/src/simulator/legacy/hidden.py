"""Export of the databank of hidden prostitution: JSON by the line, in codes of its own."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from simulator.legacy.history import KnownPerson

HEAD: dict[str, Any] = {
    "bestand": "verborgen-verdoken",
    "versie": 3,
    "codetabellen": {
        "vorm": {
            "MS": "massagesalon",
            "CV": "club-vzw",
            "ES": "escort",
            "PT": "privé en thuisontvangst",
            "RA": "raam",
            "ST": "straat",
            "SC": "stripclub",
        },
        "soort": {"01": "handelspand", "02": "woning", "03": "vereniging"},
        "rol": {"SW": "sekswerker", "KL": "klant", "UB": "uitbater"},
        "categorie": {"Z": "contact zonder verdenking", "V": "verdachte", "S": "slachtoffer"},
        "bron": {"C": "controle", "I": "informatie", "M": "melding"},
        "nota": {"TK": "tolk", "IN": "info", "MD": "medisch"},
    },
}
_FORMS = {
    "massagesalon": "MS",
    "andere": "CV",
    "escort": "ES",
    "prive_thuis": "PT",
    "raam": "RA",
    "straat": "ST",
    "stripclub": "SC",
}
_PER_DOSSIER = 4


@dataclass(slots=True)
class Dossier:
    """``rows`` are (row as the databank reads it, person, whether it must be refused)."""

    number: str
    content: dict[str, Any]
    rows: list[tuple[str, str, bool]] = field(default_factory=list)


def dossiers(people: Iterable[KnownPerson], spoiled: float, chance: Random) -> Iterator[Dossier]:
    """A few persons per dossier; a dossier stands for the place where the first was contact."""
    waiting = [*people]
    for number, first in enumerate(range(0, len(waiting), _PER_DOSSIER), start=1):
        group = waiting[first : first + _PER_DOSSIER]
        name = f"VV-{number:05}"
        place = next((contact for known in group for contact in known.contacts), None)
        dossier = Dossier(name, {"dossier": name, "opmerking": chance.choice(("", "zie foto"))})
        if place is not None:
            dossier.content["inrichting"] = {
                "soort": "01",
                "vorm": _FORMS[place.branch],
                "naam": place.place,
                "adres": {"str": "Synthesestraat", "nr": str(number), "pc": "2000"},
            }
        persons = []
        for position, known in enumerate(group, start=1):
            person, is_spoiled = _person(position, known, chance), chance.random() < spoiled
            if is_spoiled:
                person[chance.choice(("rol", "cat"))] = "??"
            persons.append(person)
            dossier.rows.append((f"{name}/{position}", known.person.id, is_spoiled))
        dossier.content["personen"] = persons
        yield dossier


def write(path: Path, dossiers: Iterable[Dossier]) -> None:
    """Write the head and a line per dossier."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for content in (HEAD, *(dossier.content for dossier in dossiers)):
            file.write(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")


def _person(position: int, known: KnownPerson, chance: Random) -> dict[str, Any]:
    person: dict[str, Any] = {
        "volgnr": position,
        "naam": known.name.family,
        "voornamen": known.name.given.split(),
        "gesl": "V",
        "geboren": known.birth.replace("-", ""),
        "nat": known.person.nationality,
        "rol": "SW",
        "cat": "Z",
        "nota": [chance.choice(("TK", "IN", "MD", "TK"))],
        "waarnemingen": [
            {
                "op": f"{contact.day:%Y%m%d}T{contact.hour:02}00",
                "bron": "C" if contact.is_fact else "I",
                "vorm": _FORMS[contact.branch],
            }
            for contact in known.contacts
        ],
    }
    if known.document:
        person["doc"] = {"s": "paspoort", "l": known.person.nationality, "n": known.document}
    if known.phone:
        person["tel"] = known.phone
    return person
