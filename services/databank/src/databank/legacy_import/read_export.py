"""Read an export, or a file of corrected rows, and make records of its rows."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from uuid import UUID

from databank.legacy_import.rules import codes, csv_lines, expert, fiches, hidden
from databank.legacy_import.rules.facts import LegacyRecord, Refusal
from databank.legacy_import.rules.rows import FormatError, Reason, Row, Source, numbered
from databank.legacy_import.store.rejects import RejectRow

_FORMATS: dict[Source, ModuleType] = {
    Source.EXPERT: expert,
    Source.FICHES: fiches,
    Source.VERBORGEN: hidden,
}
ABOUT = ("weigering", "bron", "plaats", "redenen", "vrije tekst")
"""Columns of a file of refused rows about each row; its other columns are the row's own fields."""
_YES = "ja"
_FORMULAS = ("=", "+", "-", "@", "\t")


def rows(source: Source, path: Path) -> Iterator[Row]:
    """All rows in the order of the file; nothing of it is left unsaid.

    Raises :class:`FormatError` when the file is not of this source.
    """
    corrected = path.suffix.casefold() == ".csv" and _is_of_refused(path)
    read = _corrected(source, path) if corrected else _FORMATS[source].rows(path)
    return numbered(read)


def parse(source: Source, row: Row, today: date) -> LegacyRecord | Refusal:
    """A record, or all reasons against it. Pure."""
    if row.troubles:
        return Refusal(row.troubles)
    parsed: LegacyRecord | Refusal = _FORMATS[source].parse(row, today)
    return parsed


def digest(path: Path) -> bytes:
    """Digest of a file, so that an import that was cut short goes on with the same one."""
    hashed = blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            hashed.update(chunk)
    return hashed.digest()


def write_rejects(path: Path, source: Source, rejects: Sequence[RejectRow]) -> int:
    """Write refused rows as CSV for Excel, to be corrected and imported again; gives how many."""
    names = list(dict.fromkeys(name for reject in rejects for name in reject.cells))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*ABOUT, *names])
        for reject in rejects:
            reasons = " | ".join(f"{why['field']}: {why['text']}" for why in reject.reasons)
            about = [reject.id, source.value, reject.place, reasons]
            cells = [_escaped(reject.cells.get(name, "")) for name in names]
            writer.writerow([*about, _YES if reject.has_text else "nee", *cells])
    return len(rejects)


def _escaped(text: str) -> str:
    """A text that no program takes for a formula when it opens the file."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _unescaped(text: str) -> str:
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
        cells = {name: _unescaped(text) for name, text in cells.items() if text.strip()}
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
