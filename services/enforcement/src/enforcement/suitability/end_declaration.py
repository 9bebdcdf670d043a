"""End a declaration: withdraw it, or let it expire."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.bus import record, revoke
from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import ApplicationAnswer
from contracts.enforcement import (
    SuitabilityExpired,
    SuitabilityWithdrawn,
)
from enforcement.application_register.answer_applicant import answer_applicant
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.suitability import store
from enforcement.suitability.advices import ADVICES_DUE, end_on_change
from enforcement.suitability.heard import forget_hearing
from enforcement.suitability.notify_decision import await_notification
from enforcement.suitability.rules import (
    REGULATION,
    SANCTION_BASIS,
    UNTIL_THE_END,
    DossierState,
    DossierStep,
)
from enforcement.suitability.store import Dossier

EXPIRY = "suitability-expiry"
SUSPENSION_END = "suspension-end"


async def withdraw_declaration(
    tx: Transaction,
    dossier: Dossier,
    by: By,
    reason: str,
    notified_at: datetime,
    basis: str = SANCTION_BASIS,
) -> None:
    """Take the declaration back for good by a decision of which the owner was notified.

    That procedure warned and heard him. That a renewal ran is kept: what is annulled gives it back
    too. Raises ``CaseStepRefusedError``.
    """
    renewing = dossier.file().renewing
    take_step(
        tx,
        dossier,
        DossierStep.WITHDRAWAL,
        by,
        reason=reason,
        basis=basis,
        happened_at=notified_at,
    )
    await end(tx, dossier)
    dossier.resume = DossierState.VERNIEUWING_LOPEND if renewing else None
    await await_notification(tx, dossier, notified_at, notified_at)
    record(
        tx,
        SuitabilityWithdrawn(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, withdrawn_at=tx.now
        ),
    )


async def expire_when_over(tx: Transaction, dossier_id: UUID) -> None:
    """The last valid day is over, as the clock says."""
    dossier = await store.find_for_update(tx, dossier_id)
    if dossier is not None:
        await expire(tx, dossier)


async def expire(tx: Transaction, dossier: Dossier, *, asked_in_time: bool = True) -> None:
    """Let the declaration end if its last valid day is over and no renewal keeps it valid.

    A renewal that was asked again after a refusal has nothing left to renew; nor one that proves to
    have been asked too late (``asked_in_time``).
    """
    file = dossier.file()
    file = replace(file, renewing=file.renewing and asked_in_time)
    if not dossier.procedure.permits(file, DossierStep.EXPIRY, city_day(tx.now)):
        return
    take_step(tx, dossier, DossierStep.EXPIRY, CLOCK, basis=REGULATION, file=file)
    dossier.advices_awaited = 0
    await end(tx, dossier)
    await answer_applicant(tx, dossier.dossier_id, ApplicationAnswer.STOPGEZET)
    record(
        tx,
        SuitabilityExpired(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, expired_at=tx.now
        ),
    )


async def end(tx: Transaction, dossier: Dossier) -> None:
    """An appeal against an earlier decision goes on."""
    dossier.resume = dossier.suspended_from = dossier.suspended_to = None
    await end_on_change(tx, dossier)
    forget_hearing(dossier)
    await case_terms.close(tx, dossier.dossier_id, *UNTIL_THE_END)
    for timer in (ADVICES_DUE, EXPIRY, SUSPENSION_END):
        await revoke(tx, timer, str(dossier.dossier_id))
