"""Wait for what is missing in an application, from the day on which its applicant was told."""

from datetime import date
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import ApplicationAnswer
from enforcement.application_register.answer_applicant import answer_applicant
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import store
from enforcement.suitability.rules import COMPLETION_TERM, DossierState, DossierStep


async def missing_told(tx: Transaction, dossier_id: UUID, on: date, _by: By) -> None:
    """The letter about what is missing arrived: the term runs from that day, also on the site.

    A file that was completed meanwhile has no such term any more.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    if dossier.state is not DossierState.ONVOLLEDIG:
        return
    law = await legal_terms.law(tx, on, COMPLETION_TERM)
    ends = await case_terms.start(tx, dossier_id, law, COMPLETION_TERM, on)
    said = await timeline.latest_reason(tx, dossier_id, DossierStep.COMPLETENESS)
    missing = said.split("; ") if said else []
    await answer_applicant(tx, dossier_id, ApplicationAnswer.ONVOLLEDIG, missing, ends.last_day)
