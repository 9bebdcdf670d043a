"""Hold a fine case, in whatever state, while the police ask for consultation (decision 0042)."""

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.note_opening import ON_HOLD
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.gas.rules import GasStep
from enforcement.gas.store import GasCase

NO_LONGER = "overleg beëindigd"


async def change_hold(tx: Transaction, case: GasCase, by: By, *, on_hold: bool) -> bool:
    """Hold or release; False when the case is beyond it, or people released it themselves.

    A case about several findings waits while the police ask to wait with one of them.
    """
    if not on_hold and await findings.waits(tx, case.case_id):
        return True
    step = GasStep.HOLD if on_hold else GasStep.RELEASE
    if not permits(case, step, city_day(tx.now)):
        return False
    take_step(tx, case, step, by, reason=ON_HOLD if on_hold else NO_LONGER)
    case.on_hold = on_hold
    return True
