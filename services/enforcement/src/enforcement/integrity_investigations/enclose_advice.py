"""The advice of the directorate as it came: it goes with the decision, and with what was found.

A later upload takes the place of the one before.
"""

from collections.abc import Sequence
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.case_documents.add_document import add_document, replace_document
from enforcement.case_documents.received_files import ReceivedFiles
from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store import documents
from enforcement.cases.store.timeline import By
from enforcement.integrity_investigations import store
from enforcement.notifications.rules import LetterKind

KIND = DocumentKind.ANDER
"""Nothing else is brought into an investigation by hand."""


async def keep_advice(tx: Transaction, case_id: UUID, received: ReceivedFiles, by: By) -> None:
    """Raises ``RefusedError`` before the advice was noted, and once it had to be destroyed."""
    case = await store.get_for_update(tx, case_id)
    if case.advised_at is None or case.data_erased_at is not None:
        reason = lazy("Noteer eerst het advies van de DIOB. Na de vernietiging kan dit niet meer.")
        raise StepRefusedError(reason, [])
    kept = await kept_advice(tx, case_id)
    if kept is None:
        await add_document(tx, case_id, case.state, KIND, received, by)
    else:
        document = await documents.get_for_update(tx, case_id, kept)
        await replace_document(tx, document, case.state, received, by)


async def kept_advice(tx: Transaction, case_id: UUID) -> UUID | None:
    """The document with the advice, if somebody added it."""
    kept = (await documents.of_kind(tx, [case_id], KIND)).get(case_id, [])
    return kept[-1] if kept else None


async def enclosed(tx: Transaction, case_id: UUID, kind: LetterKind) -> Sequence[UUID]:
    """The advice goes with the decision (NGW art. 119ter §11)."""
    if kind is not LetterKind.BESLISSING:
        return ()
    kept = await kept_advice(tx, case_id)
    return () if kept is None else (kept,)
