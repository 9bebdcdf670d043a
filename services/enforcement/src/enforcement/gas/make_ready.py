"""Mark a fine case ready for decision, once its defence is over; it decides nothing (DP-09)."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import permits, take_step
from enforcement.gas import store
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms

DEFENCE_OVER = "gas-defence-over"
"""The timer, by case, of the day after the last one for a defence."""


async def make_ready(tx: Transaction, case: GasCase, by: By) -> bool:
    """False while something is still awaited."""
    if not permits(case, GasStep.READY, city_day(tx.now)):
        return False
    take_step(tx, case, GasStep.READY, by, basis=basis.NOTIFICATION)
    await case_terms.close(tx, case.case_id, basis.DEFENCE_TERM)
    return True


async def make_ready_when_over(tx: Transaction, case_id: UUID) -> None:
    """The clock: the term for a defence is over."""
    case = await store.find_for_update(tx, case_id)
    if case is not None:
        await make_ready(tx, case, CLOCK)


async def mark_ready(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """A person says so. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.READY, by, basis=basis.NOTIFICATION)
    await case_terms.close(tx, case_id, basis.DEFENCE_TERM)
    return case
