"""Add a document to a case: what the city got by post or on the spot, or somebody sent."""

from uuid import UUID

from chassis.db import Transaction
from enforcement.case_documents.received_files import ReceivedFiles
from enforcement.case_documents.rules import (
    AlreadyWithdrawnError,
    DocumentKind,
    WithdrawalReason,
)
from enforcement.case_documents.store import documents, pictures
from enforcement.case_documents.store.documents import CaseDocument
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By

ADDED = "stuk_toegevoegd"
"""A line of the timeline; the kind of document is its reason."""


async def add_document(
    tx: Transaction,
    case_id: UUID,
    state: str,
    kind: DocumentKind,
    received: ReceivedFiles,
    by: By,
) -> CaseDocument:
    """Keep the clean document with the pictures of its pages; ``state`` is that of the case."""
    document = documents.add(
        tx,
        case_id,
        kind,
        received.clean.pdf,
        by,
        pages=len(received.clean.pictures),
        received=received.files,
    )
    await tx.session.flush()
    pictures.add(tx, document.document_id, received.clean.pictures)
    timeline.note(tx, case_id, ADDED, (state, state), by, reason=str(kind))
    return document


async def replace_document(
    tx: Transaction, document: CaseDocument, state: str, received: ReceivedFiles, by: By
) -> CaseDocument:
    """A better copy of the same document; the old one stays readable until both are destroyed.

    Raises ``AlreadyWithdrawnError``.
    """
    if document.withdrawn_at is not None:
        raise AlreadyWithdrawnError
    document.withdrawn_at, document.withdrawn_by = tx.now, by.subject
    document.withdrawn_because = WithdrawalReason.VERVANGEN
    kind = DocumentKind(document.kind)
    return await add_document(tx, document.case_id, state, kind, received, by)
