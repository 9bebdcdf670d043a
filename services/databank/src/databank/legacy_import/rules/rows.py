"""Rows of an older database, as its export has them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import blake2b
from uuid import UUID, uuid5

_IDS = UUID("8f0c1f0e-5a55-5d0b-9c35-6f4b1b6a7d10")
"""Ids of rows and facts follow from what they are, so that a second import finds the first."""


UNREADABLE = "\ufffd"
"""Stands for a character that could not be read."""
_NO_TEXT = {0: UNREADABLE} | dict.fromkeys(range(0xD800, 0xE000), UNREADABLE)
_LONGEST_NUMBER = 60
"""Most characters of a row's number."""


class Source(StrEnum):
    """One of the three older databases."""

    EXPERT = "expert"
    FICHES = "fiches"
    VERBORGEN = "verborgen"

    @property
    def full_name(self) -> str:
        return _TITLES[self]

    @property
    def kind(self) -> str:
        """The ``source_kind`` of claims and sightings that come from here."""
        return f"legacy_{self.value}"


_TITLES = {
    Source.EXPERT: "expert databank",
    Source.FICHES: "gegevensfiches prostituees",
    Source.VERBORGEN: "databank verborgen en verdoken prostitutie",
}


class FormatError(Exception):
    """The file is no export of this source; the text says in Dutch what it lacks."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Reason to refuse a row: the field in the source's own words, and a sentence in Dutch.

    The sentence never repeats the value.
    """

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``row_id`` is the source's own number, ``place`` its place in the file: ``regel 17``.

    ``cells`` are the fields by the source's own names, without those that hold free text: of free
    text only ``has_text`` is left (DP-19). ``troubles`` are of the reader: what it could not make a
    row of. ``is_repeated`` when the file says the same a second time. ``corrects`` names the
    refusal that a corrected row comes back from.
    """

    row_id: str
    place: str
    cells: Mapping[str, str]
    has_text: bool = False
    troubles: tuple[Reason, ...] = ()
    is_repeated: bool = False
    corrects: UUID | None = None
    digest: bytes = field(init=False)

    def __post_init__(self) -> None:
        cells = {_storable(name): _storable(text) for name, text in self.cells.items()}
        object.__setattr__(self, "cells", cells)
        object.__setattr__(self, "row_id", _storable(self.row_id))
        object.__setattr__(self, "digest", _digest(cells, self.has_text))

    def version_id(self, source: Source) -> UUID:
        """The id of this row with this content."""
        return uuid5(_IDS, f"{source}\x1frij\x1f{self.row_id}\x1f{self.digest.hex()}")

    def refusal_id(self, source: Source) -> UUID:
        named = self.row_id or self.place
        return uuid5(_IDS, f"{source}\x1fweigering\x1f{named}\x1f{self.digest.hex()}")

    def source_id(self, source: Source) -> UUID:
        """The id of this row whatever its content."""
        return uuid5(_IDS, f"{source}\x1f{self.row_id}")

    def fact_id(self, source: Source, *what: object) -> UUID:
        """The id of a fact, the same in every version of the row that tells it."""
        key = "\x1f".join(str(part) for part in (source, "feit", self.row_id, *what))
        return uuid5(_IDS, key)

    def __repr__(self) -> str:
        return f"<row {self.place}>"


def _digest(cells: Mapping[str, str], has_text: bool) -> bytes:
    filled = [f"{name}\x1f{text.strip()}" for name, text in sorted(cells.items()) if text.strip()]
    content = "\x1e".join([*filled, str(has_text)])
    return blake2b(content.encode("utf-8", "replace"), digest_size=16).digest()


def _storable(text: str) -> str:
    """A text without what PostgreSQL cannot keep; such a field is refused as unreadable."""
    return text if text.isprintable() else text.translate(_NO_TEXT)


def numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, with trouble where a number is missing or stands for two different rows.

    The first row of a number counts; a later one with the same content only repeats it.
    """
    seen: dict[str, tuple[bytes, str]] = {}
    for row in rows:
        if row.troubles:
            yield row
        elif not row.row_id:
            yield replace(row, troubles=(Reason("nummer", "Deze rij heeft geen nummer."),))
        elif len(row.row_id) > _LONGEST_NUMBER:
            why = "Dit nummer is te lang."
            short = row.row_id[:_LONGEST_NUMBER]
            yield replace(row, row_id=short, troubles=(Reason("nummer", why),))
        elif row.row_id not in seen:
            seen[row.row_id] = (row.digest, row.place)
            yield row
        elif seen[row.row_id][0] == row.digest:
            yield replace(row, is_repeated=True)
        else:
            why = f"Dit nummer staat ook op {seen[row.row_id][1]}, met andere gegevens."
            yield replace(row, troubles=(Reason("nummer", why),))
