"""Attach the report of an advising service to its advice: a clean document of the dossier."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.case_documents.add_document import add_document
from enforcement.case_documents.received_files import ReceivedFiles
from enforcement.case_documents.rules import DocumentKind
from enforcement.cases.store.timeline import By
from enforcement.suitability import store
from enforcement.suitability.rules import AdviceService, gives_reasons


async def attach_report(
    tx: Transaction, dossier_id: UUID, service: AdviceService, received: ReceivedFiles, by: By
) -> None:
    """To the advice that this service gave now. Raises ``FieldRefusedError``."""
    if not gives_reasons(service):
        reason = lazy("Van de moraliteit krijgt de stad alleen het besluit, geen verslag.")
        raise FieldRefusedError("report", reason)
    dossier = await store.get_for_update(tx, dossier_id)
    advice = await store.advices.find_asked(tx, dossier, service)
    assert advice is not None, "an advice that was given was asked"
    kind = DocumentKind.ANDER
    document = await add_document(tx, dossier_id, dossier.state, kind, received, by)
    advice.report_id = document.document_id
