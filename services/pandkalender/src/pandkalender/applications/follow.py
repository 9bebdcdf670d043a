"""Follow what the city does with an application, to its decision."""

from uuid import UUID

from chassis.db import Transaction
from contracts.codes import ApplicationAnswer
from contracts.enforcement import SuitabilityApplicationAnswered
from pandkalender.applications.rules.progress import ANSWERED, PENDING, ApplicationState
from pandkalender.applications.store import applications, documents

FIRST = (ApplicationAnswer.GEREGISTREERD, ApplicationAnswer.NA_TE_KIJKEN)


async def note_answer(event: SuitabilityApplicationAnswered, tx: Transaction) -> None:
    """An application that its term has erased meanwhile needs no answer any more."""
    application = await applications.find(tx, event.application_id)
    if application is None:
        return
    if event.answer in FIRST:
        await documents.forget_sent(tx, event.application_id)
    application.dossier_id = event.dossier_id or application.dossier_id
    application.dossier_reference = event.dossier_reference or application.dossier_reference
    if application.state not in PENDING:
        return
    application.state = ANSWERED[event.answer]
    application.complete_by = event.complete_by
    application.answered_at = event.answered_at
    answers = applications.answers(tx, application)
    answers.missing = list(event.missing.value.names) if event.missing else []
    applications.keep_answers(tx, application, answers)


async def note_decision(tx: Transaction, dossier_id: UUID, state: ApplicationState) -> None:
    """A decision ends the application that waited for it; of other dossiers nothing is known."""
    application = await applications.latest_of_dossier(tx, dossier_id)
    if application is not None:
        application.state = state
        application.complete_by = None
        application.answered_at = tx.now
