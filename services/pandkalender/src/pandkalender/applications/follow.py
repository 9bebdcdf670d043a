"""Follow what the city does with an application, to its decision."""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import ApplicationAnswer
from contracts.enforcement import SuitabilityApplicationAnswered
from pandkalender.applications.rules.progress import (
    ANSWERED,
    DECIDED,
    PENDING,
    ApplicationState,
)
from pandkalender.applications.store import applications, documents

FIRST = (ApplicationAnswer.GEREGISTREERD, ApplicationAnswer.NA_TE_KIJKEN)


async def note_answer(event: SuitabilityApplicationAnswered, tx: Transaction) -> None:
    """An application that its term has erased meanwhile needs no answer any more."""
    missing = list(event.missing.value.names) if event.missing else []
    application = await applications.find(tx, event.application_id)
    if application is None:
        return
    if event.answer in FIRST:
        await documents.forget_sent(tx, event.application_id)
    if event.answer is ApplicationAnswer.NA_TE_KIJKEN:  # also again, when it was placed wrongly
        application.dossier_id = application.dossier_reference = None
    application.dossier_id = event.dossier_id or application.dossier_id
    application.dossier_reference = event.dossier_reference or application.dossier_reference
    given_back = _is_given_back(application, event)
    refused_at = application.answered_at if given_back else None
    if application.state not in PENDING and not given_back:
        return
    application.state = ANSWERED[event.answer]
    application.complete_by = event.complete_by
    application.answered_at = event.answered_at
    answers = applications.answers(tx, application)
    answers.missing = missing
    applications.keep_answers(tx, application, answers)
    if application.dossier_id is not None and application.kind in DECIDED:
        decision = await applications.decision_of(tx, application.dossier_id)
        if decision is not None and (refused_at is None or decision.decided_at > refused_at):
            _end(application, decision.state, decision.decided_at)


def _is_given_back(
    application: applications.PermitApplication, event: SuitabilityApplicationAnswered
) -> bool:
    """The decision that ended it was annulled, or the city took it back: it decides anew."""
    return (
        application.state in (ApplicationState.NIET_TOEGEKEND, ApplicationState.TOEGEKEND)
        and application.kind in DECIDED
        and event.answer is ApplicationAnswer.VOLLEDIG
        and application.answered_at is not None
        and event.answered_at > application.answered_at
    )


async def note_decision(
    tx: Transaction, dossier_id: UUID, state: ApplicationState, decided_at: datetime
) -> None:
    """A decision ends the application that waits for it.

    It is kept, since it may overtake the answer that says which dossier an application is.
    """
    await applications.keep_decision(tx, dossier_id, state, decided_at)
    application = await applications.latest_of_dossier(tx, dossier_id)
    if application is not None:
        _end(application, state, decided_at)


def _end(
    application: applications.PermitApplication, state: ApplicationState, decided_at: datetime
) -> None:
    if application.submitted_at is not None and application.submitted_at <= decided_at:
        application.state = state
        application.complete_by = None
        application.answered_at = decided_at
