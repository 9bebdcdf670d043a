"""Close an investigation that led to a measure; its file goes some years later."""

from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.erase import keep_until
from enforcement.integrity_investigations.rules import BASIS, EFFECT_TERM, IntegrityStep
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms


async def close(tx: Transaction, case_id: UUID, by: By) -> IntegrityInvestigation:
    """The term of appeal goes on. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, IntegrityStep.CLOSING, by, basis=BASIS)
    case.closed_at = tx.now
    await case_terms.close(tx, case_id, EFFECT_TERM)
    await keep_until(tx, case)
    return case
