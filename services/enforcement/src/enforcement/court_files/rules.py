"""The order and the names of the pieces of a file: what happened first is first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Piece:
    """A document of a case, before it has its number. ``on``: the day it left or came in.

    ``digest`` is the SHA-256 of the file as it leaves; ``typed`` is what somebody typed, sign for
    sign, where the document only shows it.
    """

    document_id: UUID
    title: str
    on: date
    media_type: str
    digest: str
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class NumberedPiece:
    """A piece with its number in the inventory and the name of its file."""

    number: int
    piece: Piece
    filename: str

    @property
    def text_filename(self) -> str | None:
        """The file of what was typed, beside that of the document."""
        return None if self.piece.typed is None else f"{self.filename.rpartition('.')[0]}.txt"


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A step of the procedure in words, for the inventory; it names nobody."""

    on: date
    step: str
    basis: str | None


class EmptyFileError(RefusedError):
    """A case without any document has nothing to send."""

    def __init__(self) -> None:
        super().__init__(lazy("In dit dossier zijn er nog geen stukken om te bundelen."))


EXTENSIONS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


def inventory(pieces: Sequence[Piece]) -> list[NumberedPiece]:
    """Pieces by day, numbered from 1; pieces of one day in the order in which they came."""
    ordered = sorted(pieces, key=lambda piece: piece.on)
    return [
        NumberedPiece(number, piece, _filename(number, piece))
        for number, piece in enumerate(ordered, start=1)
    ]


def _filename(number: int, piece: Piece) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", piece.title.lower()).strip("-")
    return f"{number:02}-{piece.on}-{name}.{EXTENSIONS.get(piece.media_type, 'bin')}"
