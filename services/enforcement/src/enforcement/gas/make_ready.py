"""Mark a fine case ready for decision, once its defence is over; it decides nothing (DP-09)."""

from datetime import timedelta
from uuid import UUID

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import permits, take_step
from enforcement.gas import store
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms

DEFENCE_OVER = "gas-defence-over"
"""The timer, by case, of the first day on which nobody may be waited for any more."""


async def make_ready(tx: Transaction, case: GasCase, by: By) -> bool:
    """False while something is still awaited; if that is the opening letter, the clock comes again
    on the day on which it arrives.
    """
    if not permits(case, GasStep.READY, city_day(tx.now)):
        if case.start_notified_on is not None and case.start_notified_on > city_day(tx.now):
            arrives = day_start(case.start_notified_on)
            await schedule(tx, DEFENCE_OVER, str(case.case_id), arrives, {})
        return False
    take_step(tx, case, GasStep.READY, by, basis=basis.NOTIFICATION)
    await close_defence(tx, case)
    return True


async def close_defence(tx: Transaction, case: GasCase) -> None:
    """Nobody is waited for any more."""
    await case_terms.close(tx, case.case_id, basis.DEFENCE_TERM)


async def make_ready_when_over(tx: Transaction, case_id: UUID) -> None:
    """The clock: the term for a defence is over, or the letter arrived and nobody has more to say;
    otherwise it comes again at the end of the term.
    """
    case = await store.find_for_update(tx, case_id)
    if case is None or await make_ready(tx, case, CLOCK) or case.defence_until is None:
        return
    day_after = day_start(case.defence_until + timedelta(days=1))
    if day_after > tx.now:
        await schedule(tx, DEFENCE_OVER, str(case_id), day_after, {})
