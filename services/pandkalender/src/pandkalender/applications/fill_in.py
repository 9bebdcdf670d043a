"""Fill in a draft: the answers of one task, and documents, in any order and over days."""

from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.uploads.reader import CleanDocument
from pandkalender.applications.rules.checklist import ApplicationTerms
from pandkalender.applications.rules.progress import (
    PENDING,
    ApplicationSentError,
    ApplicationState,
    NotPendingError,
    Task,
)
from pandkalender.applications.start import touch
from pandkalender.applications.store import applications, documents
from pandkalender.applications.store.applications import PermitApplication

MOST_DOCUMENTS = 30
MOST_BYTES = 20 * 1024 * 1024
"""Of all documents of an application together."""


async def answer(
    tx: Transaction,
    owner: str,
    application_id: UUID,
    task: Task,
    said: dict[str, Any],
    terms: ApplicationTerms,
) -> None:
    """Raises ``RefusedError``."""
    application = await _draft(tx, owner, application_id)
    answers = applications.answers(tx, application)
    answers.tasks[str(task)] = said
    applications.keep_answers(tx, application, answers)
    await touch(tx, application, terms)


async def add_document(
    tx: Transaction,
    owner: str,
    application_id: UUID,
    code: str,
    document: CleanDocument,
    terms: ApplicationTerms,
) -> None:
    """To a draft, or to what was sent while the city did not decide. Raises ``RefusedError``."""
    application = await applications.get(tx, application_id, owner, for_update=True)
    is_draft = application.state is ApplicationState.CONCEPT
    if not is_draft and application.state not in PENDING:
        raise NotPendingError
    known = await documents.of_application(tx, application_id)
    size = len(document.pdf) + sum(each.size for each in known)
    if len(known) >= MOST_DOCUMENTS or size > MOST_BYTES:
        raise FieldRefusedError(
            "bestand", lazy("Dit is te veel voor één aanvraag. Stuur een kleiner bestand.")
        )
    documents.add(tx, application_id, code, document.pdf, document.pictures)
    if is_draft:
        await touch(tx, application, terms)


async def remove_document(
    tx: Transaction, owner: str, application_id: UUID, document_id: UUID
) -> PermitApplication:
    """Documents that were sent stay. Raises ``RefusedError``."""
    application = await applications.get(tx, application_id, owner, for_update=True)
    await documents.remove(tx, application_id, document_id)
    return application


async def _draft(tx: Transaction, owner: str, application_id: UUID) -> PermitApplication:
    application = await applications.get(tx, application_id, owner, for_update=True)
    if application.state is not ApplicationState.CONCEPT:
        raise ApplicationSentError
    return application
