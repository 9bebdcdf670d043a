"""Withdraw an application or a renewal that runs: its owner wants no decision any more."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record, revoke
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import ApplicationAnswer
from contracts.enforcement import SuitabilityRenewalWithdrawn
from enforcement.applications.answer_applicant import answer_applicant
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.legal_terms import case_terms
from enforcement.suitability import store
from enforcement.suitability.advices import ADVICES_DUE
from enforcement.suitability.end_declaration import expire
from enforcement.suitability.hear import forget_hearing
from enforcement.suitability.rules import (
    COMPLETION_TERM,
    REGULATION,
    UNTIL_DECISION,
    DossierState,
    DossierStep,
)
from enforcement.suitability.store import Dossier


class NothingToWithdrawError(StepRefusedError):
    """It was decided, or nobody asked anything."""

    def __init__(self) -> None:
        super().__init__(
            lazy("Er loopt geen aanvraag of vernieuwing die ingetrokken kan worden."), []
        )


async def withdraw_application(
    tx: Transaction,
    dossier: Dossier,
    by: By,
    *,
    reason: str | None = None,
    happened_at: datetime | None = None,
) -> bool:
    """An application ends its dossier; without its renewal a declaration runs out on its last day.

    False once it was decided: then there is nothing left to take back.
    """
    step, today = DossierStep.APPLICATION_WITHDRAWAL, city_day(tx.now)
    if not permits(dossier, step, today):
        return False
    renewing = dossier.file().renewing
    before = DossierState.VOORWAARDELIJK_TOEGEKEND if dossier.conditions else DossierState.TOEGEKEND
    take_step(
        tx,
        dossier,
        step,
        by,
        outcome=before if dossier.state is DossierState.VERNIEUWING_LOPEND else None,
        reason=reason,
        basis=REGULATION,
        happened_at=happened_at,
    )
    forget_hearing(dossier)
    dossier.advices_awaited = 0
    await case_terms.close(tx, dossier.dossier_id, COMPLETION_TERM, *UNTIL_DECISION)
    await revoke(tx, ADVICES_DUE, str(dossier.dossier_id))
    if renewing:
        if dossier.resume is not None:
            dossier.resume = before
        _tell(tx, dossier)
        await expire(tx, dossier)
    return True


async def withdraw_on_request(tx: Transaction, dossier_id: UUID, by: By, reason: str) -> Dossier:
    """The applicant asked it by letter or on the phone. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    if not await withdraw_application(tx, dossier, by, reason=reason):
        raise NothingToWithdrawError
    await answer_applicant(tx, dossier_id, ApplicationAnswer.STOPGEZET)
    return dossier


def _tell(tx: Transaction, dossier: Dossier) -> None:
    assert dossier.valid_from is not None
    assert dossier.valid_to is not None
    record(
        tx,
        SuitabilityRenewalWithdrawn(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            valid_from=dossier.valid_from,
            valid_to=dossier.valid_to,
            withdrawn_at=tx.now,
        ),
    )
