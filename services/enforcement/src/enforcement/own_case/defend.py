"""Defend oneself on the page of the own case: in words, with papers, and by asking to be heard."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.typeset import TypesetDocument, right_to_left, typeset
from enforcement.case_documents.add_document import add_document
from enforcement.case_documents.received_files import ReceivedFiles, clean
from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store import texts
from enforcement.cases.store.timeline import By
from enforcement.gas.acts.defence import ReceiveDefence
from enforcement.gas.acts.hearing import AskHearing
from enforcement.gas.desk import FINES
from enforcement.gas.note_last_word import note_last_word
from enforcement.notifications.store import letters
from enforcement.notifications.store.case_access import CaseAccess

PERSON = By("systeem", "betrokkene")
"""Whoever entered a code: no function and no pseudonym of the city."""


@dataclass(frozen=True, slots=True, repr=False)
class WrittenDefence:
    """A defence as typed, sign for sign, and the document that shows it; prints nothing.

    ``undrawable`` are its characters that no font has: the document shows their numbers.
    """

    typed: str
    received: ReceivedFiles
    undrawable: tuple[str, ...] = ()


async def write(number: str, on: date, typed: str, papers: Sequence[bytes]) -> WrittenDefence:
    """Put on paper what somebody typed, with what they added: one document.

    Before a transaction begins. Raises ``RefusedFilesError``.
    """
    if not typed.strip():
        return WrittenDefence("", await clean(papers))
    sheet = await asyncio.to_thread(_sheet, number, on, typed)
    return WrittenDefence(typed, await clean([sheet.pdf, *papers]), sheet.undrawable)


async def defend_in_writing(
    tx: Transaction, opened: CaseAccess, written: WrittenDefence, *, final: bool
) -> None:
    """Keep the defence, sealed, and take the step; late ones too. Raises ``RefusedError``.

    ``final``: the reader says that no more will follow. That ends the own wait, nobody else's.
    """
    case_id = opened.case_id
    case = await FINES.take(tx, case_id, PERSON, ReceiveDefence())
    if final:
        reader = (await letters.get(tx, opened.letter_id)).person_id
        await note_last_word(tx, case, reader, PERSON)
    kind = DocumentKind.VERWEER
    document = await add_document(tx, case_id, case.state, kind, written.received, PERSON)
    texts.add(tx, document.document_id, opened.letter_id, written.typed)


async def ask_hearing(tx: Transaction, case_id: UUID, language: str | None, lawyer: bool) -> None:
    """Ask to be heard; the city chooses a slot and invites. Raises ``RefusedError``."""
    asked = AskHearing(interpreter=language, with_lawyer=lawyer)
    await FINES.take(tx, case_id, PERSON, asked)


def _sheet(number: str, on: date, typed: str) -> TypesetDocument:
    source = (files("enforcement") / "data" / "defence.typ").read_bytes()
    told: dict[str, Any] = {
        "number": number,
        "on": f"{on:%d/%m/%Y}",
        "dated": {"year": on.year, "month": on.month, "day": on.day},
        "lines": [{"text": line, "right": right_to_left(line)} for line in typed.splitlines()],
        "numbers": False,
    }
    sheet = typeset(source, told)
    return typeset(source, {**told, "numbers": True}) if sheet.undrawable else sheet
