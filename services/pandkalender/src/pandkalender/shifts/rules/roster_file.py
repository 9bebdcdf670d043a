"""A roster file as owners make it: a header, then one shift a line.

Columns may stand in any order and are known by their Dutch names; case, accents and spaces in a
name do not matter. Every row is read to its end, so that all that is wrong is told at once.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from chassis.messages import LazyMessage, lazy

REQUIRED = ("pand", "kamer", "datum", "van", "tot", "voornamen", "naam", "geboortedatum")
OPTIONAL = (
    "nationaliteit",
    "telefoon",
    "documentsoort",
    "documentland",
    "documentnummer",
    "statuut",
    "erkenningsnummer",
    "erkenningtot",
)
COLUMNS = REQUIRED + OPTIONAL


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One line of the file; ``number`` as a spreadsheet shows it. Prints nothing of a person."""

    number: int
    values: Mapping[str, str] = field(repr=False)


class UnusableFileError(Exception):
    """A file that cannot be read as a roster; ``text`` tells what to do about it."""

    def __init__(self, text: LazyMessage) -> None:
        super().__init__(text)
        self.text = text


def rows(table: Iterable[Sequence[Any]]) -> list[RosterRow]:
    """The rows below the header, without those that are empty."""
    lines = iter(table)
    header: dict[int, str] | None = None
    number = 0
    found_rows = []
    for line in lines:
        number += 1
        texts = [text(cell) for cell in line]
        if not any(texts):
            continue
        if header is None:
            header = _header(texts)
            continue
        values = {name: texts[place] for place, name in header.items() if place < len(texts)}
        found_rows.append(RosterRow(number, values))
    if header is None:
        raise UnusableFileError(lazy("Dit bestand is leeg."))
    if not found_rows:
        raise UnusableFileError(lazy("Er staan geen shiften in dit bestand."))
    return found_rows


def text(cell: Any) -> str:
    """A cell as an owner would type it; spreadsheets give dates and numbers as such."""
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%H:%M}"
        case date():
            return cell.isoformat()
        case time():
            return f"{cell:%H:%M}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()


def plain(name: str) -> str:
    """A name of a column, a premises or a room, for comparing."""
    bare = unicodedata.normalize("NFKD", name)
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]", "", bare.casefold())


def _header(texts: Sequence[str]) -> dict[int, str]:
    known = {plain(name): name for name in COLUMNS}
    columns = {
        place: known[plain(name)] for place, name in enumerate(texts) if plain(name) in known
    }
    missing = [name for name in REQUIRED if name not in columns.values()]
    if missing:
        raise UnusableFileError(
            lazy(
                "Deze kolommen ontbreken: %(names)s. Gebruik het voorbeeldbestand.",
                names=", ".join(missing),
            )
        )
    return columns
