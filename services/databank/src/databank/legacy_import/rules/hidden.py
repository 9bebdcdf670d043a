"""The databank verborgen en verdoken prostitutie: one JSON object per line, in codes.

The first line holds the code tables, every other line a dossier: an establishment with the persons
met there. A line that is broken costs only itself, and the file need not fit in memory.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from databank.legacy_import.rules import codes
from databank.legacy_import.rules.codes import Role, folded
from databank.legacy_import.rules.facts import LegacyRecord, Observation, Place, Refusal
from databank.legacy_import.rules.fields import PersonFields, RowReader
from databank.legacy_import.rules.rows import FormatError, Reason, Row

NAME = "verborgen-verdoken"
TABLES = ("vorm", "soort", "rol", "categorie", "bron", "nota")
MEETING = "waarneming"
NO_PERSON = "0"
NOTES = "nota"
UNKNOWN_CODE = "?code: "
"""Stands before a code that the code table of the file does not explain."""
_TEXT = "opmerking"
_PERSON = PersonFields(
    family="naam",
    given="voornamen",
    birth="geboren",
    nationality="nationaliteit",
    document_kind="document soort",
    document_number="document nr",
    document_country="document land",
    national_number="rrn",
    phone="tel",
    sex="geslacht",
    alias="alias",
)
Tables = Mapping[str, Mapping[str, str]]


def rows(path: Path) -> Iterator[Row]:
    """One row per person in a dossier; a dossier without persons is one row.

    Raises :class:`FormatError` when the first line is not that of this databank.
    """
    with path.open("rb") as file:
        tables = _tables(file.readline())
        for number, line in enumerate(file, start=2):
            if line.strip():
                yield from _dossier(line, f"regel {number}", tables)


def row_id(cells: Mapping[str, str]) -> str:
    dossier, person = cells.get("dossier", "").strip(), cells.get("persoon", "").strip()
    return f"{dossier}/{person}" if dossier and person else ""


def _tables(line: bytes) -> Tables:
    try:
        head = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        head = None
    if not isinstance(head, dict) or head.get("bestand") != NAME:
        raise FormatError("De eerste regel is niet die van de databank verborgen prostitutie.")
    tables = _mapping(head.get("codetabellen"))
    missing = [name for name in TABLES if not isinstance(tables.get(name), dict)]
    if missing:
        raise FormatError(f"Deze codetabellen ontbreken: {', '.join(missing)}.")
    return {name: {str(k): str(v) for k, v in tables[name].items()} for name in TABLES}


def _dossier(line: bytes, place: str, tables: Tables) -> Iterator[Row]:
    try:
        dossier = orjson.loads(line)
    except orjson.JSONDecodeError:
        dossier = None
    if not isinstance(dossier, dict):
        why = "Deze regel is geen geldige JSON."
        yield Row("", place, {}, troubles=(Reason("regel", why),))
        return
    cells = {"dossier": _plain(dossier.get("dossier"))}
    cells |= _establishment(_mapping(dossier.get("inrichting")), tables)
    cells["opgemaakt"] = _plain(dossier.get("opgemaakt"))
    has_text = bool(_plain(dossier.get(_TEXT)))
    persons = dossier.get("personen") or []
    if not isinstance(persons, list):
        persons = [persons]
    if not persons:
        yield _row(cells | {"persoon": NO_PERSON}, place, has_text)
    for number, person in enumerate(persons, start=1):
        found = _mapping(person)
        about = cells | _person(found, tables)
        yield _row(about, f"{place}, persoon {number}", has_text or bool(_plain(found.get(_TEXT))))


def _row(cells: dict[str, str], place: str, has_text: bool) -> Row:
    filled = {name: text for name, text in cells.items() if text}
    return Row(row_id(filled), place, filled, has_text)


def _establishment(found: Mapping[str, Any], tables: Tables) -> dict[str, str]:
    address = _mapping(found.get("adres"))
    return {
        "inrichting naam": _plain(found.get("naam")),
        "inrichting soort": _meaning("soort", found.get("soort"), tables),
        "inrichting vorm": _meaning("vorm", found.get("vorm"), tables),
        "inrichting straat": _plain(address.get("str")),
        "inrichting nr": _plain(address.get("nr")),
        "inrichting postcode": _plain(address.get("pc")),
    }


def _person(found: Mapping[str, Any], tables: Tables) -> dict[str, str]:
    names = found.get("voornamen")
    document = _mapping(found.get("doc"))
    notes = found.get("nota") or []
    cells = {
        "persoon": _plain(found.get("volgnr")),
        "naam": _plain(found.get("naam")),
        "voornamen": " ".join(map(_plain, names)) if isinstance(names, list) else _plain(names),
        "alias": _plain(found.get("alias")),
        "geslacht": _plain(found.get("gesl")),
        "geboren": _plain(found.get("geboren")),
        "nationaliteit": _plain(found.get("nat")),
        "document soort": _plain(document.get("s")),
        "document land": _plain(document.get("l")),
        "document nr": _plain(document.get("n")),
        "rrn": _plain(found.get("rrn")),
        "tel": _plain(found.get("tel")),
        "rol": _meaning("rol", found.get("rol"), tables),
        "categorie": _meaning("categorie", found.get("cat"), tables),
        NOTES: codes.notes(
            _meaning("nota", one, tables) for one in (notes if isinstance(notes, list) else [notes])
        ),
    }
    meetings = found.get("waarnemingen") or []
    for number, meeting in enumerate(meetings if isinstance(meetings, list) else [], start=1):
        met = _mapping(meeting)
        cells[f"{MEETING} {number} op"] = _plain(met.get("op"))
        cells[f"{MEETING} {number} bron"] = _meaning("bron", met.get("bron"), tables)
        cells[f"{MEETING} {number} vorm"] = _meaning("vorm", met.get("vorm"), tables)
    return cells


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _plain(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _meaning(table: str, code: Any, tables: Tables) -> str:
    """What the file's own code table says of a code."""
    text = _plain(code)
    return tables[table].get(text, UNKNOWN_CODE + text) if text else ""


def parse(row: Row, today: date) -> LegacyRecord | Refusal:
    read = RowReader(row.cells, today)
    for name, text in row.cells.items():
        if text.startswith(UNKNOWN_CODE) and name != NOTES:
            read.refuse(name, "Deze code staat niet in de codetabel van het bestand.")
    has_person = row.cells.get("persoon") != NO_PERSON
    identity = read.identity(_PERSON) if has_person else None
    role = _role(read) if has_person else Role.ANDERE
    category = read.category("categorie", _explained(read, "categorie"))
    observations = tuple(
        found for number in _meetings(row.cells) if (found := _meeting(read, number)) is not None
    )
    noted_on = read.day("opgemaakt")
    if not observations and noted_on is None and not read.reasons:
        read.refuse("opgemaakt", "Zonder datum weten we niet of we deze rij mogen bewaren.")
    place = _place(read)
    if not has_person and place is None and not read.reasons:
        read.refuse("inrichting naam", "Deze rij noemt geen persoon en geen instelling.")
    notes = read.notes(NOTES)
    if read.reasons:
        return read.refused()
    return LegacyRecord(
        identity=identity,
        role=role,
        category=category,
        observations=observations,
        places=(place,) if place else (),
        notes=notes,
        noted_on=noted_on,
        left_out=tuple(read.left_out),
    )


def _explained(read: RowReader, name: str) -> str | None:
    """A code's meaning, or nothing where the code is refused already."""
    text = read.text(name)
    return None if text and text.startswith(UNKNOWN_CODE) else text


def _role(read: RowReader) -> Role:
    return read.role("rol", _explained(read, "rol"))


def _place(read: RowReader) -> Place | None:
    label = read.text("inrichting naam")
    branch = codes.branch_of(_explained(read, "inrichting vorm") or "")
    if label is None or branch is None:
        return None
    return Place(
        branch,
        label,
        read.text("inrichting straat"),
        read.text("inrichting nr"),
        read.text("inrichting postcode"),
    )


def _meetings(cells: Mapping[str, str]) -> list[int]:
    parts = [name.split() for name in cells if name.startswith(f"{MEETING} ")]
    return sorted({int(part[1]) for part in parts if len(part) == 3 and part[1].isdigit()})


def _meeting(read: RowReader, number: int) -> Observation | None:
    at = f"{MEETING} {number}"
    refused = len(read.reasons)
    day = read.day(f"{at} op")
    if day is None and len(read.reasons) == refused:
        read.refuse(f"{at} op", "Vul de datum van deze waarneming in.")
    form = f"{at} vorm" if read.text(f"{at} vorm") else "inrichting vorm"
    word = _explained(read, form)
    branch = codes.branch_of(word) if word else None
    if branch is None and (word or not read.text(form)):
        read.refuse(form, "Deze vorm kennen we niet.")
    kind = folded(_explained(read, f"{at} bron") or "")
    if day is None or branch is None:
        return None
    own = form == "inrichting vorm" or read.text(form) == read.text("inrichting vorm")
    return Observation(branch, day, kind in codes.FACTS, _place(read) if own else None)
