"""Withdraw an application or a renewal that runs: its owner wants no decision any more."""

from datetime import datetime

from chassis.bus import record, revoke
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import SuitabilityRenewalWithdrawn
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.legal_terms import case_terms
from enforcement.suitability.advices import ADVICES_DUE
from enforcement.suitability.end_declaration import expire
from enforcement.suitability.heard import forget_hearing
from enforcement.suitability.rules import (
    COMPLETION_TERM,
    REGULATION,
    UNTIL_DECISION,
    DossierState,
    DossierStep,
)
from enforcement.suitability.store import Dossier


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
    if not permits(dossier, DossierStep.APPLICATION_WITHDRAWAL, city_day(tx.now)):
        return False
    take_withdrawal(tx, dossier, by, reason, happened_at)
    await end_request(tx, dossier)
    return True


def take_withdrawal(
    tx: Transaction, dossier: Dossier, by: By, reason: str | None, happened_at: datetime | None
) -> None:
    """Take the step. Raises ``CaseStepRefusedError``."""
    renewing = dossier.state is DossierState.VERNIEUWING_LOPEND
    take_step(
        tx,
        dossier,
        DossierStep.APPLICATION_WITHDRAWAL,
        by,
        outcome=_before(dossier) if renewing else None,
        reason=reason,
        basis=REGULATION,
        happened_at=happened_at,
    )


async def end_request(tx: Transaction, dossier: Dossier) -> None:
    """What follows, once the step was taken: a state other than the end is that of a renewal."""
    forget_hearing(dossier)
    dossier.advices_awaited = 0
    await case_terms.close(tx, dossier.dossier_id, COMPLETION_TERM, *UNTIL_DECISION)
    await revoke(tx, ADVICES_DUE, str(dossier.dossier_id))
    if dossier.state is DossierState.STOPGEZET:
        return
    _tell(tx, dossier)
    await expire(tx, dossier)


def _before(dossier: Dossier) -> DossierState:
    """The state of the declaration without its renewal."""
    conditional = bool(dossier.conditions)
    return DossierState.VOORWAARDELIJK_TOEGEKEND if conditional else DossierState.TOEGEKEND


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
