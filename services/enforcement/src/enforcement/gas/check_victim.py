"""Check with the police, right before a decision, whether the person may be a victim (DP-11)."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.rules import GasStep
from enforcement.gas.store import GasCase


async def check_victim(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """The police were asked today and see no reason to wait; why is never written down.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.VICTIM_CHECK, by)
    case.victim_checked_on = city_day(tx.now)
    return case
