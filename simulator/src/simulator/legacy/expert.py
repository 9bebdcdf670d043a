"""Export of the expert databank, as its program makes it: cp1252, semicolons, decimal commas."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from simulator.city import name_variants
from simulator.city.name_variants import Name
from simulator.legacy.history import Contact, KnownPerson

_HEADER = (
    "Volgnr;Dossiernr;Naam;Voornaam;Geboortedatum;Geslacht;Nationaliteit;Documentsoort;Documentnr;"
    "Rijksregisternr;GSM;Straat;Huisnr;Postcode;Gemeente;Hoedanigheid;Categorie;Zekerheid;Branche;"
    "Instelling;Straat instelling;Huisnr instelling;Postcode instelling;Datum vaststelling;Uur;"
    "Nota codes;Opmerking"
)
COLUMNS = _HEADER.split(";")
_BRANCHES = {
    "raam": "Raamprostitutie",
    "straat": "Straat",
    "stripclub": "Stripclub",
    "escort": "Escort",
    "prive_thuis": "Privé",
    "massagesalon": "Massagesalon",
    "andere": "Andere",
}
_REMARKS = ('Zei: "tot later".\nKwam later terug.', "", "", "Zie ook fiche; afgesproken", "")


@dataclass(frozen=True, slots=True)
class Line:
    """``row_id`` as the databank will read it; ``is_spoiled`` when it must be refused."""

    row_id: str
    person_id: str
    cells: dict[str, str]
    is_spoiled: bool = False


def lines(people: Iterable[KnownPerson], spoiled: float, chance: Random) -> Iterator[Line]:
    """One line per meeting; a person's details are the same on all of them."""
    number = 0
    for dossier, known in enumerate(people, start=1):
        for contact in known.contacts:
            number += 1
            cells = _cells(number, dossier, known, contact, chance)
            is_spoiled = chance.random() < spoiled
            if is_spoiled:
                _spoil(cells, chance)
            yield Line(str(number), known.person.id, cells, is_spoiled)


def write(path: Path, lines: Iterable[Line]) -> None:
    """Write the lines below the header."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for line in lines:
            writer.writerow([_typed(line.cells.get(name, "")) for name in COLUMNS])


def _cells(
    number: int, dossier: int, known: KnownPerson, contact: Contact, chance: Random
) -> dict[str, str]:
    return {
        "Volgnr": f"{number},00",
        "Dossiernr": str(dossier),
        "Naam": known.name.family.upper() if chance.random() < 0.3 else known.name.family,
        "Voornaam": known.name.given,
        "Geboortedatum": _day(known.birth, dossier),
        "Geslacht": "V",
        "Nationaliteit": known.person.nationality,
        "Documentsoort": "paspoort" if known.document else "",
        "Documentnr": known.document or "onbekend",
        "Rijksregisternr": known.national_number or "",
        "GSM": known.phone or "",
        "Hoedanigheid": "sekswerker",
        "Categorie": "C",
        "Zekerheid": "1,00" if contact.is_fact else "0,75",
        "Branche": _BRANCHES[contact.branch],
        "Instelling": contact.place,
        "Datum vaststelling": _short(contact.day) if number % 4 == 0 else f"{contact.day:%d/%m/%Y}",
        "Uur": f"{contact.hour}u{chance.choice(('00', '15', '30'))}",
        "Nota codes": chance.choice(("", "", "TOLK", "INFO,KAART")),
        "Opmerking": chance.choice(_REMARKS),
    }


def _day(birth: str, dossier: int) -> str:
    if len(birth) == 4:
        return birth
    born = date.fromisoformat(birth)
    return _short(born) if dossier % 5 == 0 else f"{born.day}/{born.month}/{born.year}"


def _short(day: date) -> str:
    return f"{day:%d/%m/%y}"


def _spoil(cells: dict[str, str], chance: Random) -> None:
    name, text = chance.choice(
        (
            ("Naam", ""),
            ("Geboortedatum", "31/02/1990"),
            ("Branche", "Kelder"),
            ("Datum vaststelling", "vorige week"),
            ("Zekerheid", "7,50"),
            ("Hoedanigheid", "bezoeker"),
        )
    )
    cells[name] = text


def _typed(text: str) -> str:
    """Letters that cp1252 lacks are typed without their marks."""
    bare = name_variants.without_marks(Name(text, "")).given
    if len(bare) != len(text):
        return text if _fits(text) else bare
    pairs = zip(text, bare, strict=True)
    return "".join(mark if _fits(mark) else plain for mark, plain in pairs)


def _fits(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
