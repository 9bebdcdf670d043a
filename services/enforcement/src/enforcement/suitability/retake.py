"""Take a decision about a declaration back: a refusal or a grant, withdrawn or decided anew.

What it gave or refused falls away, and the dossier begins anew where it went wrong: from there
every guard holds again (decisions 0193 and 0196).
"""

from datetime import timedelta

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from chassis.web import Function
from contracts.codes import ApplicationKind, DecidingBody
from contracts.enforcement import SuitabilityWithdrawn
from enforcement.application_register.answer_applicant import reopen_application
from enforcement.cases.rules import CaseKind, WrongBodyError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.functions import COLLEGE
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.undelivered import recount_undelivered
from enforcement.suitability import store
from enforcement.suitability.advices import begin_round, end_on_change
from enforcement.suitability.conditions import watch_next
from enforcement.suitability.end_declaration import end
from enforcement.suitability.grant import watch_validity
from enforcement.suitability.heard import forget_hearing
from enforcement.suitability.rules import (
    APPEAL_TERM,
    DECISION_TERM,
    REGULATION,
    VALIDITY_TERM,
    DossierState,
    DossierStep,
    LiveDossierError,
    Restart,
)
from enforcement.suitability.store import Dossier
from enforcement.suitability.undo_refusal import (
    let_renewal_run,
    tell_again,
    tell_asked,
    tell_reconsidered,
)

GRANTED = (DossierState.TOEGEKEND, DossierState.VOORWAARDELIJK_TOEGEKEND)
RUNS_AGAIN = (DossierState.KLAAR_VOOR_BESLISSING, DossierState.VERNIEUWING_LOPEND)
"""The Council annulled or stayed the refusal: nothing is left to give back."""


async def retake(tx: Transaction, dossier: Dossier, restart: Restart, by: By, why: str) -> None:
    """By the body that decided. An appeal that runs is still ruled on, and changes nothing more.

    Raises ``RefusedError``.
    """
    before, refused_on = dossier.state, dossier.renewal_refused_on
    granted = before in GRANTED and refused_on is None
    renewal = (
        refused_on is not None
        or dossier.former_valid_to is not None
        or before is DossierState.VERNIEUWING_LOPEND
    )
    take_step(
        tx,
        dossier,
        DossierStep.RETAKE,
        by,
        outcome=_begins_in(restart, renewal=renewal),
        reason=why,
        basis=REGULATION,
    )
    await recount_undelivered(tx, dossier.dossier_id, CaseKind.SUITABILITY)
    await _must_be_own(tx, dossier, by)
    if granted:
        await _must_be_in_time(tx, dossier)
    elif before not in RUNS_AGAIN and await _has_another(tx, dossier, before):
        raise LiveDossierError
    await end_on_change(tx, dossier)
    refused_until = None
    if not granted and dossier.decided_at is not None:
        refused_until = city_day(dossier.decided_at) - timedelta(days=1)
    reopened = before in RUNS_AGAIN and dossier.stayed_refusal_on is None
    if granted and renewal:
        await _take_back_renewal(tx, dossier)
    elif granted:
        await _take_back_declaration(tx, dossier)
    elif renewal and before not in RUNS_AGAIN:
        await let_renewal_run(tx, dossier, by, over=before is DossierState.VERVALLEN)
    elif before is DossierState.GEWEIGERD:
        tell_reconsidered(tx, dossier)
    await _forget_decision(tx, dossier)
    if restart is Restart.ADVIEZEN:
        await begin_round(tx, dossier)
    if restart is Restart.BESLISSING and refused_until is not None:
        # The owner was heard before the refusal, whose term to write was over then.
        dossier.heard, dossier.defence_until = True, refused_until
    if not reopened:
        kind = ApplicationKind.VERNIEUWING if renewal else ApplicationKind.AANVRAAG
        await reopen_application(tx, dossier.dossier_id, kind)
        today = city_day(tx.now)
        law = await legal_terms.law(tx, today, DECISION_TERM)
        await case_terms.start(tx, dossier.dossier_id, law, DECISION_TERM, today)


def _begins_in(restart: Restart, *, renewal: bool) -> DossierState:
    if renewal:
        return DossierState.VERNIEUWING_LOPEND
    anew = restart is Restart.ADVIEZEN
    return DossierState.VOLLEDIG if anew else DossierState.KLAAR_VOOR_BESLISSING


async def _must_be_own(tx: Transaction, dossier: Dossier, by: By) -> None:
    """What the college left to the office the college may take back too, and not the other way."""
    decider = await timeline.latest_author(tx, dossier.dossier_id, DossierStep.DECISION)
    college = {str(function) for function in COLLEGE}
    if decider in college and Function(by.function) not in COLLEGE:
        raise WrongBodyError(DecidingBody.COLLEGE)


async def _must_be_in_time(tx: Transaction, dossier: Dossier) -> None:
    """A declaration gave its owner rights: an irregular one is withdrawn as long as somebody may
    still go to the Council of State against it, or did; an appeal against a decision before it
    gives no more time."""
    assert dossier.decided_at is not None, "a guard saw it"
    decided_on = city_day(dossier.decided_at)
    law = await legal_terms.law(tx, decided_on, APPEAL_TERM)
    last_day = law.deadline(APPEAL_TERM, decided_on).last_day
    if city_day(tx.now) > last_day and not (dossier.contested and dossier.council_appeal):
        reason = lazy(
            "Een toekenning kon je intrekken tot en met %(day)s. Wat daarna gebeurt, is een "
            "sanctie, met een eigen dossier.",
            day=f"{last_day:%d/%m/%Y}",
        )
        raise StepRefusedError(reason, [])


async def _has_another(tx: Transaction, dossier: Dossier, before: DossierState) -> bool:
    """Another dossier of the premises runs or was granted since this one ended."""
    if before not in (DossierState.GEWEIGERD, DossierState.VERVALLEN):
        return False
    return await store.has_other_live_dossier(tx, dossier)


async def _take_back_declaration(tx: Transaction, dossier: Dossier) -> None:
    """The premises may not be used until it is decided anew."""
    await end(tx, dossier)
    dossier.valid_from = dossier.valid_to = None
    dossier.conditions = []
    await tx.session.flush()
    await store.conditions.take_back(tx, dossier.dossier_id, [])
    record(
        tx,
        SuitabilityWithdrawn(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, withdrawn_at=tx.now
        ),
    )


async def _take_back_renewal(tx: Transaction, dossier: Dossier) -> None:
    """The declaration has its term and conditions of before, and works on until the decision."""
    assert dossier.valid_from is not None and dossier.former_valid_to is not None
    dossier.valid_to = dossier.former_valid_to
    dossier.conditions = dossier.former_conditions or []
    await tx.session.flush()
    await store.conditions.take_back(tx, dossier.dossier_id, dossier.conditions)
    await watch_next(tx, dossier)
    law = await legal_terms.law(tx, city_day(tx.now), VALIDITY_TERM)
    await watch_validity(tx, dossier, dossier.valid_from, law.terms[VALIDITY_TERM])
    await tell_again(tx, dossier)
    tell_asked(tx, dossier)


async def _forget_decision(tx: Transaction, dossier: Dossier) -> None:
    """The timeline keeps all."""
    forget_hearing(dossier)
    dossier.decided_at = dossier.former_valid_to = dossier.former_conditions = None
    dossier.renewal_refused_on = dossier.stayed_refusal_on = None
    dossier.unnotified_since = dossier.notified_at = None
    dossier.contested = False
    await case_terms.close(tx, dossier.dossier_id, APPEAL_TERM)
