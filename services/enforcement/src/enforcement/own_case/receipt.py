"""The receipt of a defence that came in on the page of the own case: that it came, and when."""

import asyncio
import io
from dataclasses import dataclass
from importlib.resources import files
from uuid import UUID

from pypdf import PdfReader

from chassis.days import city_day
from chassis.db import Transaction
from chassis.typeset import typeset
from enforcement.case_documents.plain_file import plain_file
from enforcement.case_documents.rules import DocumentNotFoundError
from enforcement.notifications.city import City
from enforcement.notifications.store.case_access import CaseAccess
from enforcement.notifications.words import moment_in_words
from enforcement.own_case.read_case import own_defences, read_defence


@dataclass(frozen=True, slots=True)
class OtherWords:
    """A text in another language than Dutch."""

    language: str
    text: str


async def receipt_of(
    tx: Transaction,
    city: City,
    opened: CaseAccess,
    number: str,
    document_id: UUID,
    also: OtherWords | None,
) -> bytes:
    """A PDF with the moment, the pages and the SHA-256 of a defence, and nothing that it says: in
    Dutch, for a judge, and ``also`` what it proves, for the reader.

    Raises ``DocumentNotFoundError``.
    """
    for defence in await own_defences(tx, opened):
        if defence.document_id == document_id:
            content = await plain_file(await read_defence(tx, opened, document_id))
            day = city_day(defence.given_at)
            told = {
                "city": city.name,
                "department": city.department,
                "number": number,
                "moment": moment_in_words(defence.given_at),
                "pages": len(PdfReader(io.BytesIO(content)).pages),
                "digest": defence.digest,
                "also": also and {"language": also.language, "text": also.text},
                "dated": {"year": day.year, "month": day.month, "day": day.day},
            }
            source = (files("enforcement") / "data" / "receipt.typ").read_bytes()
            return (await asyncio.to_thread(typeset, source, told)).pdf
    raise DocumentNotFoundError
