"""Renew a declaration: it stays valid until the decision on its renewal."""

from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import VisitReason
from contracts.enforcement import SuitabilityRenewalRequested
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import store
from enforcement.suitability.apply import record_application
from enforcement.suitability.hear import forget_hearing
from enforcement.suitability.rules import DECISION_TERM, REGULATION, DossierStep
from enforcement.suitability.store import Dossier


async def renew(tx: Transaction, dossier_id: UUID, by: By, owner: str | None = None) -> Dossier:
    """With ``owner``, only a dossier of that owner. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id, owner)
    take_step(tx, dossier, DossierStep.RENEWAL, by, basis=REGULATION)
    dossier.reason = str(VisitReason.VERNIEUWING)
    dossier.advice_round += 1
    dossier.advices_requested = dossier.advices_awaited = 0
    dossier.visited = False
    forget_hearing(dossier)
    today = city_day(tx.now)
    law = await legal_terms.law(tx, today, DECISION_TERM)
    await case_terms.start(tx, dossier_id, law, DECISION_TERM, today)
    record_application(tx, dossier, VisitReason.VERNIEUWING)
    record(
        tx,
        SuitabilityRenewalRequested(
            premises_id=dossier.premises_id, dossier_id=dossier_id, requested_at=tx.now
        ),
    )
    return dossier
