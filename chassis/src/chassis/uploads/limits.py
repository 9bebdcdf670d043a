"""Limits of one uploaded file, and the faults for which it is refused."""

from dataclasses import dataclass
from enum import StrEnum

from chassis.messages import LazyMessage, lazy

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of what one file may hold, and of what reading it may cost.

    ``rows`` are of one sheet with its header, ``sheets`` those of a workbook, ``length`` the
    characters of one cell, ``pages`` those of a document. ``parts`` and ``unpacked`` (bytes) are of
    the archive that a workbook is. ``memory`` and ``output`` are bytes of the child process,
    ``seconds`` its processor time.
    """

    rows: int
    columns: int = 100
    length: int = 2_000
    sheets: int = 20
    pages: int = 40
    parts: int = 500
    unpacked: int = 100 * MEBIBYTE
    memory: int = 768 * MEBIBYTE
    output: int = 64 * MEBIBYTE
    seconds: int = 20


class Fault(StrEnum):
    """The faults of a file; the names go from the child to the parent, and nothing of the file."""

    NO_TEXT = "no_text"
    NO_WORKBOOK = "no_workbook"
    NO_XML = "no_xml"
    BAD_QUOTES = "bad_quotes"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_WIDE = "too_wide"
    CELL_TOO_LONG = "cell_too_long"
    TOO_MANY_SHEETS = "too_many_sheets"
    TOO_LARGE = "too_large"
    NO_DOCUMENT = "no_document"
    LOCKED = "locked"
    TOO_MANY_PAGES = "too_many_pages"
    DOCUMENT_TOO_LARGE = "document_too_large"
    BUSY = "busy"


_TEXTS = {
    Fault.NO_TEXT: lazy(
        "We kunnen de letters in dit bestand niet lezen. Bewaar het als XLSX, of als CSV (UTF-8)."
    ),
    Fault.NO_WORKBOOK: lazy("We kunnen dit rekenblad niet lezen. Bewaar het opnieuw als XLSX."),
    Fault.NO_XML: lazy(
        "Dit is geen gaaf XML-bestand. Haal het opnieuw op en bewaar het ongewijzigd."
    ),
    Fault.TOO_LARGE: lazy(
        "Dit bestand is te groot om te lezen. Kijk of er ver onder of rechts van de tabel nog"
        " iets staat, en haal dat weg."
    ),
    Fault.NO_DOCUMENT: lazy(
        "Dit bestand kunnen we niet openen. Kies een PDF, of een foto als JPEG of PNG."
    ),
    Fault.LOCKED: lazy(
        "Dit bestand is met een wachtwoord gesloten. Bewaar het zonder wachtwoord en kies het"
        " opnieuw."
    ),
    Fault.DOCUMENT_TOO_LARGE: lazy(
        "Dit bestand is te groot om te lezen. Maak een kleinere foto, of kies minder bladzijden."
    ),
    Fault.BUSY: lazy("We lezen nu te veel bestanden tegelijk. Probeer het straks opnieuw."),
}


class UnreadableFileError(Exception):
    """The file is refused. ``text`` says in Dutch why, and never holds anything of the file.

    ``row`` is as a spreadsheet numbers it, where one row is at fault.
    """

    def __init__(self, fault: Fault, limits: Limits, row: int = 0) -> None:
        super().__init__(fault)
        self.fault = fault
        self.row = row
        self.text = _text(fault, limits, row)


def _text(fault: Fault, limits: Limits, row: int) -> LazyMessage:
    if fault in _TEXTS:
        return _TEXTS[fault]
    return {
        Fault.BAD_QUOTES: lazy(
            "Rij %(row)s is niet goed gevormd. Kijk de aanhalingstekens na.", row=row
        ),
        Fault.TOO_MANY_ROWS: lazy(
            "Dit bestand is te groot: hoogstens %(most)s rijen.", most=limits.rows - 1
        ),
        Fault.TOO_WIDE: lazy(
            "Rij %(row)s is te breed: hoogstens %(most)s kolommen. Haal weg wat rechts van de"
            " tabel staat.",
            row=row,
            most=limits.columns,
        ),
        Fault.CELL_TOO_LONG: lazy(
            "Rij %(row)s heeft een cel die te lang is: hoogstens %(most)s tekens.",
            row=row,
            most=limits.length,
        ),
        Fault.TOO_MANY_SHEETS: lazy(
            "Dit rekenblad heeft te veel werkbladen: hoogstens %(most)s.", most=limits.sheets
        ),
        Fault.TOO_MANY_PAGES: lazy(
            "Te veel bladzijden: hoogstens %(most)s samen.", most=limits.pages
        ),
    }[fault]
