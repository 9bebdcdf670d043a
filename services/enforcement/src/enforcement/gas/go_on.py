"""Go on with a fine case after mediation or a service that failed: a hearing, or the decision."""

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.gas.make_ready import make_ready
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase


async def go_on(tx: Transaction, case: GasCase, by: By) -> None:
    """Whoever asked meanwhile to be heard is heard first (art. 25 §4)."""
    if permits(case, GasStep.HEARING_AWAITED, city_day(tx.now)):
        take_step(tx, case, GasStep.HEARING_AWAITED, by, basis=basis.DEFENCE)
    else:
        await make_ready(tx, case, by)
