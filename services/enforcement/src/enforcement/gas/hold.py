"""Hold a fine case, in whatever state, while the police ask for consultation (decision 0042)."""

from chassis.bus import record, schedule
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import GasHoldChanged
from enforcement.cases.note_opening import NO_LONGER, ON_HOLD
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.gas.finalise import FINE_FINAL
from enforcement.gas.rules import GasStep
from enforcement.gas.store import GasCase
from enforcement.payments import costs_term
from enforcement.payments.go_on import go_on


async def change_hold(tx: Transaction, case: GasCase, by: By, *, on_hold: bool) -> bool:
    """Hold or release; False when the case is beyond it, or people released it themselves.

    A case about several findings waits while the police ask to wait with one of them.
    """
    if not on_hold and await findings.waits(tx, case.case_id):
        return True
    step = GasStep.HOLD if on_hold else GasStep.RELEASE
    if not permits(case, step, city_day(tx.now)):
        return False
    if not on_hold:
        await release_case(tx, case, by, NO_LONGER)
        return True
    take_step(tx, case, step, by, reason=ON_HOLD)
    case.on_hold = True
    record(tx, GasHoldChanged(case_id=case.case_id, on_hold=True, changed_at=tx.now))
    return True


async def release_case(tx: Transaction, case: GasCase, by: By, reason: str) -> None:
    """Let go on what the hold kept back: a fine that is due by now becomes final.

    Raises ``RefusedError``.
    """
    take_step(tx, case, GasStep.RELEASE, by, reason=reason)
    case.on_hold = False
    record(tx, GasHoldChanged(case_id=case.case_id, on_hold=False, changed_at=tx.now))
    await go_on(tx, case.case_id, by)
    await costs_term.go_on(tx, case.case_id)
    if permits(case, GasStep.FINAL, city_day(tx.now)):
        await schedule(tx, FINE_FINAL, str(case.case_id), tx.now, {})
