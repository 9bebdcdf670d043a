"""Refuse an application on the outcome of another procedure, which heard its owner."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from chassis.bus import record, revoke
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import SuitabilityRefused
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.suitability import store
from enforcement.suitability.advices import ADVICES_DUE
from enforcement.suitability.heard import forget_hearing
from enforcement.suitability.rules import (
    COMPLETION_TERM,
    UNDECIDED,
    UNTIL_DECISION,
    Decision,
    DossierStep,
)


async def refuse(
    tx: Transaction, dossier_id: UUID | None, by: By, reason: str, decided_at: datetime
) -> bool:
    """However far the service examined it; False where no application waits for its decision.

    The other procedure notified it, and its letter says why.
    """
    dossier = None if dossier_id is None else await store.find_for_update(tx, dossier_id)
    if dossier is None or dossier.state not in UNDECIDED:
        return False
    heard = city_day(tx.now) - timedelta(days=1)
    take_step(
        tx,
        dossier,
        DossierStep.DECISION,
        by,
        outcome=str(Decision.GEWEIGERD),
        reason=reason,
        happened_at=decided_at,
        file=replace(
            dossier.file(),
            heard=True,
            defence_until=heard,
            advices_requested=1,
            advices_awaited=0,
        ),
    )
    forget_hearing(dossier)
    dossier.decided_at = None  # what the college refused here itself before was annulled
    await case_terms.close(tx, dossier.dossier_id, COMPLETION_TERM, *UNTIL_DECISION)
    await revoke(tx, ADVICES_DUE, str(dossier.dossier_id))
    record(
        tx,
        SuitabilityRefused(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, decided_at=decided_at
        ),
    )
    return True
