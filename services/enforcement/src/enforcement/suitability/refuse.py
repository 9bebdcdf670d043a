"""Refuse an application on the outcome of another procedure, which heard its owner."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import SuitabilityRefused
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.suitability import store
from enforcement.suitability.heard import forget_hearing
from enforcement.suitability.rules import UNTIL_DECISION, Decision, DossierState, DossierStep


async def refuse(
    tx: Transaction, dossier_id: UUID | None, by: By, reason: str, decided_at: datetime
) -> bool:
    """False where no application waits for its decision. The other procedure notified it."""
    dossier = None if dossier_id is None else await store.find_for_update(tx, dossier_id)
    if dossier is None or dossier.state is not DossierState.KLAAR_VOOR_BESLISSING:
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
        file=replace(dossier.file(), heard=True, defence_until=heard),
    )
    forget_hearing(dossier)
    await case_terms.close(tx, dossier.dossier_id, *UNTIL_DECISION)
    record(
        tx,
        SuitabilityRefused(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, decided_at=decided_at
        ),
    )
    return True
