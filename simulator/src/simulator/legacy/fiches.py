"""Export of the record cards: a workbook of blocks with merged cells, dates in any form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from simulator.legacy.history import Contact, KnownPerson

_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
_EXCEL_ZERO = date(1899, 12, 30)
_PER_SHEET = 400
_BRANCHES = {
    "raam": "raam",
    "straat": "straat",
    "stripclub": "strip",
    "escort": "escort",
    "prive_thuis": "thuisontvangst",
    "massagesalon": "massage",
    "andere": "club",
}
_STRAY = ("nog nakijken!", "zie vorige fiche", "kopie gemaakt")


@dataclass(frozen=True, slots=True)
class Card:
    """``row_id`` as the databank will read it; ``is_spoiled`` when it must be refused."""

    row_id: str
    known: KnownPerson
    is_spoiled: bool = False

    @property
    def person_id(self) -> str:
        return self.known.person.id


def cards(people: Iterable[KnownPerson], spoiled: float, chance: Random) -> Iterator[Card]:
    """One card per person."""
    for number, known in enumerate(people, start=1):
        yield Card(f"F-{number:04}", known, chance.random() < spoiled)


def write(path: Path, cards: list[Card], chance: Random) -> None:
    """Write the workbook: some hundreds of cards a sheet, several sheets."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for first in range(0, len(cards), _PER_SHEET):
            sheet = book.add_worksheet(f"fiches {first // _PER_SHEET + 1}")
            line = 2
            sheet.write(0, 0, "Overzicht - bijgewerkt door de dienst")
            for card in cards[first : first + _PER_SHEET]:
                line = _write(sheet, line, card, day, chance)


def _write(sheet: Any, line: int, card: Card, day: Any, chance: Random) -> int:
    known = card.known
    title = f"GEGEVENSFICHE PROSTITUEE   nr. {card.row_id}"
    sheet.merge_range(line, 0, line, 5, title)
    if chance.random() < 0.1:
        sheet.write(line + 1, 7, chance.choice(_STRAY))
    family = "" if card.is_spoiled and chance.random() < 0.5 else known.name.family
    born: object = known.birth if len(known.birth) == 4 else date.fromisoformat(known.birth)
    if card.is_spoiled and family:
        born = "ergens in de lente"
    fields = (
        ("Naam:", family, "Voornaam:", known.name.given),
        ("Geb. datum", born, "Geslacht", "vrouw"),
        ("Nationaliteit", known.person.nationality, "GSM", known.phone or ""),
        ("Pasnr / IDnr", known.document or "?", "Hoedanigheid", "prostituee"),
    )
    for offset, (left, value, right, other) in enumerate(fields, start=1):
        sheet.write(line + offset, 0, left)
        sheet.merge_range(line + offset, 1, line + offset, 2, "")
        _value(sheet, line + offset, 1, value, day, chance)
        sheet.write(line + offset, 3, right)
        sheet.merge_range(line + offset, 4, line + offset, 5, other)
    return _contacts(sheet, line + len(fields) + 1, known.contacts, day, chance)


def _contacts(sheet: Any, line: int, contacts: Iterable[Contact], day: Any, chance: Random) -> int:
    sheet.merge_range(line, 0, line, 5, "CONTACTEN")
    for column, name in enumerate(("Datum", "Branche", "Plaats", "Aard")):
        sheet.write(line + 1, column, name)
    line += 2
    for contact in contacts:
        _value(sheet, line, 0, contact.day, day, chance)
        sheet.write(line, 1, _BRANCHES[contact.branch])
        sheet.write(line, 2, contact.place)
        sheet.write(line, 3, "controle" if contact.is_fact else "info")
        line += 1
    sheet.write(line, 0, "Nota")
    sheet.merge_range(line, 1, line, 5, chance.choice(("", "rustig gesprek", "komt terug")))
    return line + chance.randint(2, 4)


def _value(sheet: Any, line: int, column: int, value: object, day: Any, chance: Random) -> None:
    """A date as a date, as a bare number, or as text in one of its forms."""
    if not isinstance(value, date):
        sheet.write(line, column, value)
        return
    form = chance.random()
    if form < 0.4:
        sheet.write_datetime(line, column, value, day)
    elif form < 0.5:
        sheet.write_number(line, column, (value - _EXCEL_ZERO).days)
    elif form < 0.7:
        sheet.write_string(line, column, f"{value:%d.%m.}'{value:%y}")
    elif form < 0.85:
        month = _MONTHS.split()[value.month - 1]
        sheet.write_string(line, column, f"{value.day} {month} {value.year}")
    else:
        sheet.write_string(line, column, f"{value.day}-{value.month}-{value.year}")
