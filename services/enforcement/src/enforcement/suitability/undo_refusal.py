"""Undo a refusal that the Council of State suspended or annulled, and let a suspended one stand."""

from datetime import timedelta
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import ApplicationKind, CouncilRuling
from contracts.enforcement import (
    SuitabilityReconsidered,
    SuitabilityReinstated,
    SuitabilityRenewalRefused,
    SuitabilityRenewalRequested,
)
from enforcement.application_register.answer_applicant import reopen_application
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import store
from enforcement.suitability.advices import watch_again
from enforcement.suitability.await_completion import missing_told
from enforcement.suitability.end_declaration import expire
from enforcement.suitability.reinstate import COUNCIL_BASIS
from enforcement.suitability.rules import DECISION_TERM, UNDECIDED, DossierState, DossierStep
from enforcement.suitability.store import Dossier
from enforcement.suitability.suspension import suspend_again


async def stay_refusal(tx: Transaction, dossier: Dossier, by: By) -> None:
    """A suspended refusal grants nothing; of a renewal, the declaration works until the ruling."""
    if not dossier.contested:
        return
    refused_on = dossier.renewal_refused_on
    if refused_on is not None and dossier.file().renewing:
        _let_outlast(tx, dossier)
    elif refused_on is not None and await _renew_again(tx, dossier, by):
        dossier.stayed_refusal_on = refused_on


async def annul_refusal(tx: Transaction, dossier: Dossier, by: By) -> None:
    """The refusal never was: what was asked has to be decided anew, and a renewal runs again.

    One that the city took back itself is decided anew already.
    """
    if dossier.contested:
        await reconsider(tx, dossier, by)


async def reconsider(tx: Transaction, dossier: Dossier, by: By) -> None:
    """Undo a refusal, also one that another procedure took back or had annulled: what was asked has
    to be decided anew, or completed first."""
    kind = ApplicationKind.VERNIEUWING
    if dossier.stayed_refusal_on is not None:
        dossier.stayed_refusal_on = None
    elif dossier.state is DossierState.GEWEIGERD:
        kind = ApplicationKind.AANVRAAG
        await _examine_again(tx, dossier, by)
    elif dossier.renewal_refused_on is not None and dossier.file().renewing:
        _let_outlast(tx, dossier)
        return
    elif dossier.renewal_refused_on is None or not await _renew_again(tx, dossier, by):
        return
    dossier.unnotified_since = None
    await reopen_application(tx, dossier.dossier_id, kind)
    today = city_day(tx.now)
    if dossier.state is DossierState.ONVOLLEDIG:
        await missing_told(tx, dossier.dossier_id, today, by)
        return
    law = await legal_terms.law(tx, today, DECISION_TERM)
    await case_terms.start(tx, dossier.dossier_id, law, DECISION_TERM, today)


async def let_refusal_stand(tx: Transaction, dossier: Dossier, by: By) -> None:
    """The Council leaves the refusal as it was; one that it had suspended works again."""
    stayed = dossier.contested and dossier.stayed_refusal_on is not None
    if not stayed or not dossier.file().renewing:
        return
    assert dossier.valid_from is not None
    assert dossier.valid_to is not None
    before = DossierState.VOORWAARDELIJK_TOEGEKEND if dossier.conditions else DossierState.TOEGEKEND
    step = DossierStep.REFUSAL_STANDS
    take_step(tx, dossier, step, by, outcome=before, basis=COUNCIL_BASIS)
    dossier.renewal_refused_on, dossier.stayed_refusal_on = dossier.stayed_refusal_on, None
    record(
        tx,
        SuitabilityRenewalRefused(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            valid_from=dossier.valid_from,
            valid_to=dossier.valid_to,
            decided_at=tx.now,
        ),
    )
    await expire(tx, dossier)


async def replaces_annulled(tx: Transaction, dossier_id: UUID) -> bool:
    """Whether the decision that is awaited, or was taken last, is in place of a refusal that the
    Council of State annulled. A renewal that is asked after it is another matter.
    """
    annulled, decisions = False, 0
    for line in await timeline.of_case(tx, dossier_id):
        if line.step == DossierStep.COUNCIL_RULING and _annulled(line.reason):
            annulled, decisions = True, 0
        elif line.step == DossierStep.DECISION:
            decisions += 1
        elif line.step == DossierStep.RETAKE:
            decisions -= 1
        elif line.step == DossierStep.RENEWAL and decisions > 0:
            annulled = False
    return annulled and decisions <= 1


def _annulled(said: str | None) -> bool:
    """Of the last request; a ruling on an earlier one, about what was taken back, is marked."""
    return (said or "").partition(":")[0] == CouncilRuling.VERNIETIGING


async def _examine_again(tx: Transaction, dossier: Dossier, by: By) -> None:
    """Back to where it was refused, with the advices that are still awaited."""
    step, decision = DossierStep.RECONSIDERATION, DossierStep.DECISION
    before = await timeline.latest_before(tx, dossier.dossier_id, decision, UNDECIDED)
    outcome = before or DossierState.KLAAR_VOOR_BESLISSING
    take_step(tx, dossier, step, by, outcome=outcome, basis=COUNCIL_BASIS)
    if dossier.state is DossierState.IN_ADVIES:
        await watch_again(tx, dossier)
    tell_reconsidered(tx, dossier)


def tell_reconsidered(tx: Transaction, dossier: Dossier) -> None:
    """Nobody says any more that these premises were refused."""
    record(
        tx,
        SuitabilityReconsidered(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            reconsidered_at=tx.now,
        ),
    )


async def _renew_again(tx: Transaction, dossier: Dossier, by: By) -> bool:
    """Let the renewal run; False where the owner gave up, or another declaration works by now."""
    over = dossier.state is DossierState.VERVALLEN
    if over and await store.has_live_dossier(tx, dossier.premises_id):
        return False
    if not permits(dossier, DossierStep.RECONSIDERATION, city_day(tx.now)):
        return False
    take_step(tx, dossier, DossierStep.RECONSIDERATION, by, basis=COUNCIL_BASIS)
    await let_renewal_run(tx, dossier, by, over=over)
    return True


async def let_renewal_run(tx: Transaction, dossier: Dossier, by: By, *, over: bool) -> None:
    """Without the refusal the declaration works on; ``over``: it had ended everywhere, and what
    suspended it before that, and would still, does again."""
    dossier.renewal_refused_on = None
    if over:
        await tell_again(tx, dossier)
    tell_asked(tx, dossier)
    if over:
        await suspend_again(tx, dossier, by)


def _let_outlast(tx: Transaction, dossier: Dossier) -> None:
    """A renewal was asked anew meanwhile: without the refusal the declaration works on by it."""
    dossier.renewal_refused_on = None
    tell_asked(tx, dossier)


def tell_asked(tx: Transaction, dossier: Dossier) -> None:
    record(
        tx,
        SuitabilityRenewalRequested(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            # Later than the reinstatement: a term of the same instant would be its decision.
            requested_at=tx.now + timedelta(microseconds=1),
        ),
    )


async def tell_again(tx: Transaction, dossier: Dossier) -> None:
    """The declaration works by the term and the conditions that it has now."""
    assert dossier.valid_from is not None
    assert dossier.valid_to is not None
    record(
        tx,
        SuitabilityReinstated(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            premises=await store.as_fact(tx, dossier),
            conditional=bool(dossier.conditions),
            conditions=tuple(dossier.conditions),
            valid_from=dossier.valid_from,
            valid_to=dossier.valid_to,
            decided_at=tx.now,
        ),
    )
