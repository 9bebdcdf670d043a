"""Follow the claim of a fine: reminded, collected, paid, given up, or owed again."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import FineOutcome
from contracts.enforcement import GasCaseClosed
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.rules import GasStep
from enforcement.gas.store import GasCase

ENDS = {
    FineOutcome.BETAALD: GasStep.PAYMENT,
    FineOutcome.ONINBAAR: GasStep.IRRECOVERABLE,
    FineOutcome.VERJAARD: GasStep.PRESCRIPTION,
}


async def close_paid(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """The fine is paid in full. Raises ``RefusedError``."""
    return await close_claim(tx, case_id, FineOutcome.BETAALD, by)


async def close_claim(tx: Transaction, case_id: UUID, outcome: FineOutcome, by: By) -> GasCase:
    """Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, ENDS[outcome], by)
    case.closed_at = tx.now
    record(tx, GasCaseClosed(case_id=case_id, outcome=outcome, closed_at=tx.now))
    return case


async def remind(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """A reminder went out; a hold stops it. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.REMINDER, by)
    return case


async def collect(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """Collection by a writ began; a hold stops it. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.COLLECTION, by)
    return case


async def reopen_claim(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """A payment was booked back: the fine is owed again. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.CLAIM_REOPENING, by)
    case.closed_at = None
    return case
