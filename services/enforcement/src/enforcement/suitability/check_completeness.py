"""Check whether an application is complete, or discontinue one that stays incomplete."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import ApplicationAnswer
from contracts.enforcement import SuitabilityCompletenessChecked
from enforcement.applications.answer_applicant import answer_applicant
from enforcement.cases.rules import happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import store
from enforcement.suitability.rules import (
    COMPLETION_TERM,
    DECISION_TERM,
    REGULATION,
    Completeness,
    DossierState,
    DossierStep,
)
from enforcement.suitability.store import Dossier


async def check_completeness(
    tx: Transaction,
    dossier_id: UUID,
    by: By,
    *,
    complete: bool,
    missing: Sequence[str],
    sent_at: datetime | None,
) -> Dossier:
    """The applicant of an incomplete file gets a term to complete it, from the letter that says so.

    Raises ``RefusedError``.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    sent_at = happened("sentAt", sent_at, tx.now, after=dossier.filed_at)
    if complete and missing:
        raise FieldRefusedError("missing", lazy("Een volledig dossier mist niets."))
    take_step(
        tx,
        dossier,
        DossierStep.COMPLETENESS,
        by,
        outcome=Completeness.VOLLEDIG if complete else Completeness.ONVOLLEDIG,
        reason="; ".join(missing) or None,
        basis=REGULATION,
        happened_at=sent_at,
    )
    sent_on = city_day(sent_at)
    term = DECISION_TERM if complete else COMPLETION_TERM
    if complete:
        await case_terms.close(tx, dossier_id, COMPLETION_TERM)
    law = await legal_terms.law(tx, sent_on, term)
    ends = await case_terms.start(tx, dossier_id, law, term, sent_on)
    record(
        tx,
        SuitabilityCompletenessChecked(
            dossier_id=dossier_id,
            premises_id=dossier.premises_id,
            complete=complete,
            checked_at=tx.now,
        ),
    )
    if complete:
        await answer_applicant(tx, dossier_id, ApplicationAnswer.VOLLEDIG)
    else:
        answer = ApplicationAnswer.ONVOLLEDIG
        await answer_applicant(tx, dossier_id, answer, missing, ends.last_day)
    return dossier


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


async def discontinue(tx: Transaction, dossier_id: UUID, by: By, reason: str) -> Dossier:
    """Stop an incomplete application: a person does, never the clock. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    take_step(tx, dossier, DossierStep.DISCONTINUATION, by, reason=reason, basis=REGULATION)
    await case_terms.close(tx, dossier_id)
    await answer_applicant(tx, dossier_id, ApplicationAnswer.STOPGEZET)
    return dossier
