"""Withdraw a document from a case: it goes to no court and into no envelope any more."""

from chassis.db import Transaction
from enforcement.case_documents.rules import AlreadyWithdrawnError, WithdrawalReason
from enforcement.case_documents.store import documents, pictures, texts
from enforcement.case_documents.store.documents import CaseDocument
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By

WITHDRAWN = "stuk_ingetrokken"
"""A line of the timeline; why is its reason."""


async def withdraw(
    tx: Transaction, document: CaseDocument, state: str, because: WithdrawalReason, by: By
) -> None:
    """Content that does not belong in the case is destroyed at once; that it was there stays known.

    Raises ``AlreadyWithdrawnError``.
    """
    if document.withdrawn_at is not None:
        raise AlreadyWithdrawnError
    document.withdrawn_at, document.withdrawn_by = tx.now, by.subject
    document.withdrawn_because = because
    if document.is_destroyed:
        documents.destroy_content(tx, document)
        await pictures.destroy(tx, document.document_id)
        await texts.destroy(tx, document.document_id)
    timeline.note(tx, document.case_id, WITHDRAWN, (state, state), by, reason=str(because))
