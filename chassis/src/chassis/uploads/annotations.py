"""Notes for a file that somebody sent: what is wrong, beside the cells that it is about."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from chassis.uploads.documents import framed, unframed


@dataclass(frozen=True, slots=True)
class SheetNotes:
    """Notes of one sheet; rows and columns are counted from 1, as a spreadsheet does.

    ``values`` are put into cells, in place of what stands there. ``cells`` are marked, each with
    its note. ``beside`` goes into a column of its own with ``title`` in ``header_row``, right of
    all else. ``table`` are the columns in which older marks of ours are taken away. Without a
    ``title``, values alone are put.
    """

    name: str
    """Empty for a file that has no sheets."""
    header_row: int = 1
    title: str = ""
    table: Sequence[int] = ()
    values: Sequence[tuple[int, int, str]] = ()
    cells: Sequence[tuple[int, int, str]] = ()
    beside: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """A sheet of its own, before all others: titles, and rows below them."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[str | int]]


@dataclass(frozen=True, slots=True)
class Annotations:
    """``emptied`` names sheets of which nothing stays but the name."""

    sheets: Sequence[SheetNotes] = ()
    overview: Overview | None = None
    emptied: Sequence[str] = field(default=())


def packed(file: bytes, annotations: Annotations) -> bytes:
    """A file and its notes, as the child reads them."""
    return framed([file, json.dumps(asdict(annotations), ensure_ascii=False).encode()])


def unpacked(data: bytes) -> tuple[bytes, Annotations]:
    file, written = unframed(data)
    said: dict[str, Any] = json.loads(written)
    overview = Overview(**said["overview"]) if said["overview"] else None
    sheets = [SheetNotes(**sheet) for sheet in said["sheets"]]
    return file, Annotations(sheets, overview, said["emptied"])
