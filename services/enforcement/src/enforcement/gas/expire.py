"""Confirm that the decision term is over: the clock only flagged it (DP-09)."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import GasOutcome
from contracts.enforcement import GasCaseExpired
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.earlier_fines import recount_later
from enforcement.gas.end import end
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome
from enforcement.payments.withdraw_claim import withdraw_claim


async def confirm_expiry(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """No fine can follow any more, and nothing undoes it (art. 26 §3). Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.EXPIRY, by, basis=basis.DECISION)
    await end(tx, case)
    await withdraw_claim(tx, case_id, by)
    await recount_later(tx, case, by)
    record(tx, GasCaseExpired(case_id=case_id, expired_at=tx.now))
    tell_outcome(tx, case_id, GasOutcome.GEEN_GELDBOETE)
    return case
