"""The gegevensfiches: record cards in a workbook, each a block of labels and values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from databank.legacy_import.rules import codes
from databank.legacy_import.rules.codes import Role, folded
from databank.legacy_import.rules.facts import LegacyRecord, Observation, Place, Refusal
from databank.legacy_import.rules.fields import PersonFields, RowReader
from databank.legacy_import.rules.rows import FormatError, Reason, Row

NUMBER = "fichenr"
CONTACT = "contact"
NOTES = "codes"
_TITLE = re.compile(r"^gegevensfiche\b.*?\bnr\b[.:\s]*(.*)$", re.IGNORECASE)
_IN_ONE_CELL = re.compile(r"^([^:]{2,24}):\s*(\S.*)$")
_LABELS = {
    label: name
    for name, labels in {
        "naam": "naam,familienaam",
        "voornaam": "voornaam,voornamen",
        "geboren": "geb datum,geboortedatum,geboren,geb",
        "geslacht": "geslacht",
        "nationaliteit": "nationaliteit,nat",
        "gsm": "gsm,tel,telefoon,gsm nr",
        "document": "document,soort document",
        "documentnr": "documentnr,pasnr,id nr,pasnr idnr,pasnr id nr",
        "rijksregisternr": "rijksregisternr,rrn,rijksregisternummer",
        "adres": "adres",
        "alias": "alias,roepnaam,werknaam",
        "hoedanigheid": "hoedanigheid",
        "categorie": "categorie",
        "opgemaakt": "opgemaakt op,opgemaakt,datum fiche",
        NOTES: "codes,nota codes",
    }.items()
    for label in labels.split(",")
}
_COLUMNS = {"datum": "datum", "branche": "branche", "plaats": "plaats", "aard": "aard"}
_CONTACTS = frozenset({"contacten", "contacten met politie"})
_TEXT = frozenset({"nota", "nota s", "opmerking", "opmerkingen"})
_PERSON = PersonFields(
    family="naam",
    given="voornaam",
    birth="geboren",
    nationality="nationaliteit",
    document_kind="document",
    document_number="documentnr",
    national_number="rijksregisternr",
    phone="gsm",
    sex="geslacht",
    address="adres",
    alias="alias",
)


@dataclass(slots=True)
class _Card:
    """A card while it is read, line by line."""

    place: str
    cells: dict[str, str]
    has_text: bool = False
    troubles: list[Reason] = field(default_factory=list)
    columns: dict[int, str] | None = None
    is_in_contacts: bool = False
    contacts: int = 0

    def row(self) -> Row:
        return Row(row_id(self.cells), self.place, self.cells, self.has_text, tuple(self.troubles))

    def take(self, line: Sequence[str]) -> None:
        words = [folded(text) for text in line]
        filled = [index for index, text in enumerate(line) if text]
        if any(words[index] in _CONTACTS for index in filled):
            self.is_in_contacts, self.columns = True, None
        elif self.is_in_contacts and self.columns is None and "datum" in words:
            self.columns = {
                index: _COLUMNS[word] for index, word in enumerate(words) if word in _COLUMNS
            }
        elif any(words[index] in _TEXT or _is_text(line[index]) for index in filled):
            self.has_text, self.is_in_contacts = True, False
        elif self.is_in_contacts and self.columns is not None:
            self._contact(line, filled)
        else:
            self._labelled(line, words, filled)

    def _contact(self, line: Sequence[str], filled: Sequence[int]) -> None:
        columns = self.columns or {}
        found = {columns[index]: line[index] for index in filled if index in columns}
        self.has_text |= any(index not in columns for index in filled)
        if found:
            self.contacts += 1
            for name, text in found.items():
                self.cells[f"{CONTACT} {self.contacts} {name}"] = text

    def _labelled(self, line: Sequence[str], words: Sequence[str], filled: Sequence[int]) -> None:
        waiting: str | None = None
        for index in filled:
            together = _IN_ONE_CELL.match(line[index])
            if words[index] in _LABELS:
                waiting = _LABELS[words[index]]
            elif together and folded(together[1]) in _LABELS:
                waiting = None
                self._set(_LABELS[folded(together[1])], together[2])
            elif waiting is not None:
                self._set(waiting, line[index])
                waiting = None
            else:
                self.has_text = True  # a note that somebody left beside the fields

    def _set(self, name: str, text: str) -> None:
        if name == NOTES:
            text = codes.notes(text.replace(";", ",").split(","))
        if self.cells.setdefault(name, text) != text:
            self.troubles.append(Reason(name, "Dit veld staat twee keer op de fiche, anders."))


def rows(path: Path) -> Iterator[Row]:
    """One row per card, sheet after sheet; a sheet at a time is in memory.

    Raises :class:`FormatError` when it is no workbook, or holds no card at all.
    """
    try:
        book = CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
    except (CalamineError, OSError) as error:
        raise FormatError("Dit is geen Excel-bestand dat we kunnen lezen.") from error
    count = 0
    for name in names:
        sheet = book.get_sheet_by_name(name)
        for row in _cards(name, sheet.iter_rows()):
            count += 1
            yield row
    if count == 0:
        raise FormatError("In dit bestand staat geen enkele gegevensfiche.")


def row_id(cells: Mapping[str, str]) -> str:
    return " ".join(cells.get(NUMBER, "").split()).upper()


def _cards(sheet: str, lines: Iterator[list[Any]]) -> Iterator[Row]:
    card: _Card | None = None
    for number, values in enumerate(lines, start=1):
        line = [_text(value) for value in values]
        title = next(
            ((at, found) for at, text in enumerate(line) if (found := _TITLE.match(text))), None
        )
        if title is not None:
            if card is not None:
                yield card.row()
            index, found = title
            label = found[1] or next((text for text in line[index + 1 :] if text), "")
            card = _Card(f"blad {sheet}, regel {number}", {NUMBER: label})
        elif card is not None and any(line):
            card.take(line)
    if card is not None:
        yield card.row()


def _text(value: Any) -> str:
    """A cell as text: dates as ``2014-03-12``, whole numbers without decimals."""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split()) if value is not None else ""


def _is_text(text: str) -> bool:
    found = _IN_ONE_CELL.match(text)
    return found is not None and folded(found[1]) in _TEXT


def parse(row: Row, today: date) -> LegacyRecord | Refusal:
    read = RowReader(row.cells, today)
    identity = read.identity(_PERSON)
    role = read.role("hoedanigheid", read.text("hoedanigheid"))
    category = read.category("categorie", read.text("categorie"))
    observations = tuple(
        found for number in _contacts(row.cells) if (found := _contact(read, number)) is not None
    )
    noted_on = read.day("opgemaakt")
    if not observations and noted_on is None and not read.reasons:
        read.refuse("opgemaakt", "Zonder datum weten we niet of we deze fiche mogen bewaren.")
    notes = read.notes(NOTES)
    if read.reasons:
        return read.refused()
    return LegacyRecord(
        identity=identity,
        role=role if identity else Role.ANDERE,
        category=category,
        observations=observations,
        places=tuple(dict.fromkeys(one.place for one in observations if one.place)),
        notes=notes,
        noted_on=noted_on,
        left_out=tuple(read.left_out),
    )


def _contacts(cells: Mapping[str, str]) -> list[int]:
    parts = [name.split() for name in cells if name.startswith(f"{CONTACT} ")]
    return sorted({int(part[1]) for part in parts if len(part) == 3 and part[1].isdigit()})


def _contact(read: RowReader, number: int) -> Observation | None:
    at = f"{CONTACT} {number}"
    refused = len(read.reasons)
    day = read.day(f"{at} datum")
    if day is None and len(read.reasons) == refused:
        read.refuse(f"{at} datum", "Vul de datum van dit contact in.")
    word = read.needed(f"{at} branche", "Vul de branche van dit contact in.")
    branch = codes.branch_of(word)
    if word and branch is None:
        read.refuse(f"{at} branche", "Deze branche kennen we niet.")
    label = read.text(f"{at} plaats")
    kind = folded(read.text(f"{at} aard") or "")
    if day is None or branch is None:
        return None
    place = Place(branch, label) if label else None
    return Observation(branch, day, kind in codes.FACTS, place)
