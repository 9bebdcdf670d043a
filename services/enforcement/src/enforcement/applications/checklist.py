"""Checklist of an application: what was asked on its day, beside what came."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from enforcement.application_register import store
from enforcement.application_register.store import ApplicationDocument, ReceivedApplication


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A document that was asked, or one that the owner sent of himself."""

    code: str
    required: bool
    documents: tuple[ApplicationDocument, ...]


async def checklist_of(tx: Transaction, application: ReceivedApplication) -> list[ChecklistLine]:
    """Required lines first; an application of a release before has only what came."""
    sent: dict[str, list[ApplicationDocument]] = {}
    for each in await store.documents_of(tx, [application.application_id]):
        sent.setdefault(each.code, []).append(each)
    asked = {line["code"]: bool(line["required"]) for line in application.asked or ()}
    codes = dict.fromkeys([*sorted(asked, key=lambda code: not asked[code]), *sent])
    return [
        ChecklistLine(code, asked.get(code, False), tuple(sent.get(code, ()))) for code in codes
    ]


async def document_of(
    tx: Transaction, application_id: UUID, document_id: UUID
) -> ApplicationDocument | None:
    documents = await store.documents_of(tx, [application_id])
    return next((each for each in documents if each.document_id == document_id), None)
