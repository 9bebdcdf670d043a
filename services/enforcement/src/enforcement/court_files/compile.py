"""Compile the file of a fine case: a ZIP with an inventory, each piece, and all in one PDF."""

import asyncio
import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files
from io import BytesIO
from typing import Any
from uuid import UUID

from pypdf import PdfReader, PdfWriter

from chassis.days import city_day
from chassis.db import Transaction
from chassis.typeset import typeset
from chassis.uploads.plain_pages import NoPlainPagesError, plain_pages
from chassis.web import Action, Actor, record_access
from enforcement.case_documents.plain_file import PDF, plain_file
from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store import documents, texts
from enforcement.case_documents.store.documents import CaseDocument
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import timeline
from enforcement.court_files.rules import (
    CourseLine,
    EmptyFileError,
    NumberedPiece,
    Piece,
    inventory,
)
from enforcement.gas import store as gas
from enforcement.notifications.rules.letters import LetterKind, LetterState
from enforcement.notifications.store import letters
from enforcement.notifications.store.letters import Letter

INVENTORY = "00-inventaris.pdf"
WHOLE = "dossier.pdf"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""Of every entry of the ZIP: the same case is the same file."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of codes. A step without words is no part of the course that is told."""

    steps: Mapping[str, str]
    documents: Mapping[str, str]
    letters: Mapping[LetterKind, str]


@dataclass(frozen=True, slots=True, repr=False)
class CourtFile:
    """A compiled file; prints nothing. ``filename`` names the case alone."""

    filename: str
    content: bytes


async def compile_file(
    tx: Transaction, actor: Actor, case_id: UUID, purpose: str, words: Words
) -> CourtFile:
    """Letters that never left are no part of it. That it left is logged, with its purpose.

    Raises ``RefusedError``.
    """
    case = await gas.get(tx, case_id)
    kept = await _documents(tx, case_id)
    if not kept:
        raise EmptyFileError
    await record_access(
        tx,
        actor,
        action=Action.DISCLOSE,
        subject_kind=CaseKind.GAS,
        subject_id=case_id,
        purpose=purpose,
    )
    ids = [document.document_id for document, _ in kept]
    contents = {
        document_id: await plain_file(file)
        for document_id, file in (await documents.files(tx, ids)).items()
    }
    typed = await texts.of_documents(tx, ids)
    pieces = inventory(
        [
            _piece(document, letter, words, contents[document.document_id], typed)
            for document, letter in kept
        ]
    )
    course = [
        CourseLine(
            city_day(entry.happened_at or entry.at), words.steps[entry.step], entry.legal_basis_id
        )
        for entry in await timeline.of_case(tx, case_id)
        if entry.step in words.steps
    ]
    told = _told(case.number, city_day(tx.now), pieces, course)
    ordered = [(piece, contents[piece.piece.document_id]) for piece in pieces]
    content = await asyncio.to_thread(_bundle, told, ordered)
    return CourtFile(f"{case.number.replace('/', '-')}.zip", content)


async def _documents(tx: Transaction, case_id: UUID) -> list[tuple[CaseDocument, Letter | None]]:
    by_document = {letter.document_id: letter for letter in await letters.of_case(tx, case_id)}
    kept: list[tuple[CaseDocument, Letter | None]] = []
    for document in await documents.of_case(tx, case_id):
        if document.withdrawn_at is not None:
            continue
        letter = by_document.get(document.document_id)
        if document.kind is DocumentKind.BRIEF and not _left(letter):
            continue
        kept.append((document, letter))
    return kept


def _left(letter: Letter | None) -> bool:
    sent = (LetterState.GEPOST, LetterState.ONTVANGEN, LetterState.GEACHT_ONTVANGEN)
    return letter is not None and letter.state in sent


def _piece(
    document: CaseDocument,
    letter: Letter | None,
    words: Words,
    content: bytes,
    typed: Mapping[UUID, str],
) -> Piece:
    title = words.documents.get(document.kind, document.kind)
    on = city_day(document.added_at)
    if letter is not None:
        title = words.letters[letter.kind]
        on = letter.posted_on or on
    return Piece(
        document.document_id,
        title,
        on,
        document.media_type,
        hashlib.sha256(content).hexdigest(),
        typed.get(document.document_id),
    )


def _told(
    number: str, on: date, pieces: Sequence[NumberedPiece], course: Sequence[CourseLine]
) -> dict[str, Any]:
    return {
        "number": number,
        "on": f"{on:%d/%m/%Y}",
        "dated": {"year": on.year, "month": on.month, "day": on.day},
        "pieces": [
            {
                "number": piece.number,
                "title": piece.piece.title,
                "on": f"{piece.piece.on:%d/%m/%Y}",
                "digest": piece.piece.digest,
                "text": piece.text_filename,
            }
            for piece in pieces
        ],
        "course": [{**asdict(line), "on": f"{line.on:%d/%m/%Y}"} for line in course],
    }


def _bundle(told: dict[str, Any], pieces: Sequence[tuple[NumberedPiece, bytes]]) -> bytes:
    front = _inventory_pdf(told)
    entries = [(INVENTORY, front)]
    for piece, content in pieces:
        entries.append((piece.filename, content))
        if piece.text_filename is not None and piece.piece.typed is not None:
            entries.append((piece.text_filename, piece.piece.typed.encode()))
    entries.append((WHOLE, _whole(front, pieces)))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content)
    return buffer.getvalue()


def _whole(front: bytes, pieces: Sequence[tuple[NumberedPiece, bytes]]) -> bytes:
    """The inventory and every piece that is a PDF, with a bookmark to each."""
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(front)), outline_item="Inventaris")
    for piece, content in pieces:
        if piece.piece.media_type != PDF:
            continue
        title = f"{piece.number}. {piece.piece.title}"
        try:
            writer.append(PdfReader(BytesIO(plain_pages(content))), outline_item=title)
        except NoPlainPagesError:  # what others sent may be broken: it stays a piece of its own
            continue
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _inventory_pdf(told: dict[str, Any]) -> bytes:
    source = (files("enforcement") / "data" / "inventory.typ").read_bytes()
    return typeset(source, told).pdf
