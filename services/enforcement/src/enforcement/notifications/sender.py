"""Ways out for letters: a port, and the one of every city hall, a printer and a post office.

A way out hands over what a second person found right; whether and when it left is noted after that
(``post``). Others fit here: the Flemish document service, eBox. They are extra copies where the law
wants a registered letter, which is paper; and nobody of the sex workers is sent anything
electronically unless a person of the city chose so for that letter.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from pypdf import PdfReader, PdfWriter

from chassis.web.exports.file_formats import harmless
from enforcement.notifications.rules import LetterKind, Mode
from enforcement.notifications.store.addressees import Address


@dataclass(frozen=True, slots=True, repr=False)
class OutgoingLetter:
    """A letter with all that goes into its envelope; prints nothing."""

    letter_id: UUID
    case_number: str
    kind: LetterKind
    mode: Mode
    address: Address
    pdf: bytes
    enclosures: tuple[bytes, ...]
    digest: str


@dataclass(frozen=True, slots=True, repr=False)
class Consignment:
    """The files of a way out, by name; prints nothing."""

    files: dict[str, bytes]


class Sender(Protocol):
    """A way out. ``hand_over`` does blocking work: call it in a thread."""

    def hand_over(self, letters: Sequence[OutgoingLetter]) -> Consignment: ...


PRINT, LIST = "brieven.pdf", "postlijst.csv"
COLUMNS = (
    "brief",
    "dossier",
    "soort",
    "wijze",
    "naam",
    "straat",
    "nummer",
    "bus",
    "postcode",
    "gemeente",
    "land",
    "bijlagen",
    "sha256",
)


class PrintAndPostList:
    """One file to print, each letter before its enclosures, and a list for the post office."""

    def hand_over(self, letters: Sequence[OutgoingLetter]) -> Consignment:
        return Consignment({PRINT: _printed(letters), LIST: _listed(letters)})


def _printed(letters: Sequence[OutgoingLetter]) -> bytes:
    writer = PdfWriter()
    for letter in letters:
        for content in (letter.pdf, *letter.enclosures):
            pages = PdfReader(io.BytesIO(content)).pages
            for page in pages:
                writer.add_page(page)
            if len(pages) % 2:
                writer.add_blank_page()  # so that each begins on a sheet of its own
    if not writer.pages:
        writer.add_blank_page(width=595, height=842)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _listed(letters: Sequence[OutgoingLetter]) -> bytes:
    written = io.StringIO(newline="")
    out = csv.writer(written, delimiter=";", lineterminator="\r\n")
    out.writerow(COLUMNS)
    for letter in letters:
        address = letter.address
        out.writerow(
            harmless(cell or "")
            for cell in (
                str(letter.letter_id),
                letter.case_number,
                letter.kind,
                letter.mode,
                address.name,
                address.street,
                address.house_number,
                address.box,
                address.postcode,
                address.town,
                address.country,
                str(len(letter.enclosures)),
                letter.digest,
            )
        )
    return written.getvalue().encode("utf-8-sig")
