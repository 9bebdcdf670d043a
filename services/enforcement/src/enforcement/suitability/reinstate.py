"""Reinstate a declaration whose withdrawal the Council of State suspended or annulled."""

from datetime import timedelta

from chassis.bus import record, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from contracts.enforcement import SuitabilityReinstated, SuitabilityRenewalRequested
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import store
from enforcement.suitability.advices import watch_again
from enforcement.suitability.end_declaration import EXPIRY
from enforcement.suitability.rules import DECISION_TERM, DossierState, DossierStep
from enforcement.suitability.store import Dossier
from enforcement.suitability.suspension import suspend_again

COUNCIL_BASIS = "law:council-of-state:14"


async def reinstate(tx: Transaction, dossier: Dossier, by: By, reason: str) -> None:
    """It works again for what is left of its term; one that would be over stays ended.

    A renewal that ran goes on, and so does what suspended it before it ended, and would still.
    """
    if dossier.valid_from is None or dossier.valid_to is None:
        return
    renewing = dossier.resume is DossierState.VERNIEUWING_LOPEND
    if dossier.valid_to < city_day(tx.now) and not renewing:
        return
    conditional = bool(dossier.conditions)
    outcome = DossierState.VOORWAARDELIJK_TOEGEKEND if conditional else DossierState.TOEGEKEND
    if renewing:
        outcome, dossier.resume = DossierState.VERNIEUWING_LOPEND, None
    take_step(
        tx,
        dossier,
        DossierStep.REINSTATEMENT,
        by,
        outcome=outcome,
        reason=reason,
        basis=COUNCIL_BASIS,
    )
    over = day_start(dossier.valid_to + timedelta(days=1))
    await schedule(tx, EXPIRY, str(dossier.dossier_id), over)
    record(
        tx,
        SuitabilityReinstated(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            premises=await store.as_fact(tx, dossier),
            conditional=conditional,
            conditions=tuple(dossier.conditions),
            valid_from=dossier.valid_from,
            valid_to=dossier.valid_to,
            decided_at=tx.now,
        ),
    )
    if renewing:
        await _renew_again(tx, dossier)
    await suspend_again(tx, dossier, by)


async def _renew_again(tx: Transaction, dossier: Dossier) -> None:
    today = city_day(tx.now)
    law = await legal_terms.law(tx, today, DECISION_TERM)
    await case_terms.start(tx, dossier.dossier_id, law, DECISION_TERM, today)
    await watch_again(tx, dossier)
    record(
        tx,
        SuitabilityRenewalRequested(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            # Later than the reinstatement: a term of the same instant would be its decision.
            requested_at=tx.now + timedelta(microseconds=1),
        ),
    )
