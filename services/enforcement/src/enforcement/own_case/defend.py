"""Defend oneself on the page of the own case: in words, with papers, and by asking to be heard."""

import asyncio
import json
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any
from uuid import UUID

import typst

from chassis.db import Transaction
from enforcement.case_documents.add_document import add_document
from enforcement.case_documents.received_files import ReceivedFiles, clean
from enforcement.case_documents.rules import DocumentKind
from enforcement.cases.store.timeline import By
from enforcement.gas import defend
from enforcement.hearings import plan
from enforcement.hearings.plan import HearingWish

PERSON = By("systeem", "betrokkene")
"""Whoever entered a code: no function and no pseudonym of the city."""


async def written(number: str, on: date, text: str, papers: Sequence[bytes]) -> ReceivedFiles:
    """Put on paper what somebody wrote, with what they added: one document.

    Before a transaction begins. Raises ``RefusedFilesError``.
    """
    told = {"number": number, "on": f"{on:%d/%m/%Y}", "text": text}
    sheet = [await asyncio.to_thread(_sheet, told)] if text else []
    return await clean([*sheet, *papers])


async def defend_in_writing(tx: Transaction, case_id: UUID, received: ReceivedFiles) -> None:
    """Keep the defence, sealed, and take the step; late ones too. Raises ``RefusedError``."""
    case = await defend.receive_defence(tx, case_id, PERSON, None, None)
    await add_document(tx, case_id, case.state, DocumentKind.VERWEER, received, PERSON)


async def ask_hearing(tx: Transaction, case_id: UUID, language: str | None, lawyer: bool) -> None:
    """Ask to be heard; the city chooses a slot and invites. Raises ``RefusedError``."""
    wish = HearingWish(interpreter=language, with_lawyer=lawyer)
    await plan.request(tx, case_id, PERSON, wish, None)


def _sheet(told: dict[str, Any]) -> bytes:
    source = (files("enforcement") / "data" / "defence.typ").read_bytes()
    sources: Any = {"main": source}
    compiler = typst.Compiler(
        sources, ignore_system_fonts=True, sys_inputs={"told": json.dumps(told)}
    )
    pdf = compiler.compile(format="pdf")
    assert isinstance(pdf, bytes)
    return pdf
