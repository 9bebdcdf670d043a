"""Hold a sanction case while the police ask for consultation (decision 0042)."""

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.note_opening import HOLD_REASON
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.sanctions.rules import SanctionStep
from enforcement.sanctions.store import SanctionCase


async def change_hold(tx: Transaction, case: SanctionCase, by: By, *, on_hold: bool) -> bool:
    """Hold or release; False when people already went on, or released or closed it themselves."""
    step = SanctionStep.HOLD if on_hold else SanctionStep.RELEASE
    if not permits(case, step, city_day(tx.now)):
        return False
    take_step(tx, case, step, by, reason=HOLD_REASON[on_hold])
    return True
