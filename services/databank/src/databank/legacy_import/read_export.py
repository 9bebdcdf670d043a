"""Opens an export, or a file of corrected rows, and makes records of its rows."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from databank.legacy_import.rules import codes, csv_lines, expert, fiches, hidden
from databank.legacy_import.rules.facts import Record, Refused
from databank.legacy_import.rules.rows import FormatError, Reason, Row, Source, numbered

_FORMATS: dict[Source, ModuleType] = {
    Source.EXPERT: expert,
    Source.FICHES: fiches,
    Source.VERBORGEN: hidden,
}
ABOUT = ("weigering", "bron", "plaats", "redenen", "vrije tekst")
"""What a file of refused rows says of each row; its other columns are the row's own fields."""
_YES = "ja"
_FORMULAS = ("=", "+", "-", "@", "\t")


def rows(source: Source, path: Path) -> Iterator[Row]:
    """All rows in the order of the file; nothing of it is left unsaid.

    Raises :class:`FormatError` when the file is not of this source.
    """
    corrected = path.suffix.casefold() == ".csv" and _is_of_refused(path)
    found = _corrected(source, path) if corrected else _FORMATS[source].rows(path)
    return numbered(found)


def parse(source: Source, row: Row, today: date) -> Record | Refused:
    """A record, or all reasons against it. Pure."""
    if row.troubles:
        return Refused(row.troubles)
    found: Record | Refused = _FORMATS[source].parse(row, today)
    return found


def digest(path: Path) -> bytes:
    """Of the file, so that an import that was cut short goes on with the same one."""
    found = blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            found.update(chunk)
    return found.digest()


def write_refused(path: Path, source: Source, refused: Iterable[Any]) -> int:
    """Refused rows as CSV for Excel, to be corrected and imported again; gives how many.

    ``refused`` have ``id``, ``place``, ``reasons``, ``has_text`` and ``cells``.
    """
    found = list(refused)
    names = list(dict.fromkeys(name for one in found for name in one["cells"]))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*ABOUT, *names])
        for one in found:
            reasons = " | ".join(f"{why['field']}: {why['text']}" for why in one["reasons"])
            about = [one["id"], source.value, one["place"], reasons]
            cells = [_shown(one["cells"].get(name, "")) for name in names]
            writer.writerow([*about, _YES if one["has_text"] else "nee", *cells])
    return len(found)


def _shown(text: str) -> str:
    """Kept from being taken for a formula by the program that opens the file."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _meant(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text


def _is_of_refused(path: Path) -> bool:
    return set(ABOUT) <= set(csv_lines.header(path, ABOUT)[1])


def _corrected(source: Source, path: Path) -> Iterator[Row]:
    for names, line in csv_lines.lines(path, ABOUT):
        if line.trouble:
            yield Row("", line.place, {}, troubles=(Reason("regel", line.trouble),))
            continue
        cells = dict(zip(names, line.fields, strict=True))
        about = {name: cells.pop(name) for name in ABOUT}
        if about["bron"] != source.value:
            raise FormatError(f"Deze rijen zijn van een andere bron: {about['bron'][:20]}.")
        cells = {name: _meant(text) for name, text in cells.items() if text.strip()}
        notes = _FORMATS[source].NOTES
        cells |= {notes: codes.notes(cells[notes].split(","))} if notes in cells else {}
        yield Row(
            _FORMATS[source].row_id(cells),
            line.place,
            cells,
            has_text=about["vrije tekst"].strip() == _YES,
            corrects=_id(about["weigering"]),
        )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None
