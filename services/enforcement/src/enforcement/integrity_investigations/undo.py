"""End what a decision does: its conditions are met, or its facts did not hold (§§8 and 12)."""

from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.put_into_effect import give_back, reconsider_refused
from enforcement.integrity_investigations.rules import BASIS, IntegrityStep
from enforcement.integrity_investigations.store import IntegrityInvestigation


async def lift(tx: Transaction, case_id: UUID, by: By) -> IntegrityInvestigation:
    """The conditions of a suspension are met: the declaration works again. ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, IntegrityStep.LIFTING, by, basis=BASIS)
    await give_back(tx, case, by)
    case.lifted_at = tx.now
    return case


async def revoke(tx: Transaction, case_id: UUID, by: By) -> IntegrityInvestigation:
    """New elements show that the facts do not hold; the college must take its decision back.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, IntegrityStep.REVOCATION, by, basis=BASIS)
    if case.works:
        await give_back(tx, case, by)
    case.undone_at = tx.now
    await reconsider_refused(tx, case, by)
    return case
