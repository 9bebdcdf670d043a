"""End a measure, also one of which no order has anything left to do."""

from datetime import datetime, timedelta
from uuid import UUID

from chassis.bus import record, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from contracts.codes import MeasureEnd
from contracts.enforcement import MayorMeasureEnded
from enforcement.cases.store.timeline import CLOCK
from enforcement.cases.take_step import permits, take_step
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.order import EXPIRY
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.meetings import store as meetings
from enforcement.meetings.rules import CONFIRMATION_TERM


async def expire_when_over(tx: Transaction, case_id: UUID) -> None:
    """The last order of a measure comes to its end."""
    case = await store.find_for_update(tx, case_id)
    if case is not None:
        await expire(tx, case)


async def expire(tx: Transaction, case: MayorMeasure) -> None:
    """End a measure of which no order has anything left to do.

    The minutes of a meeting within its days come first: they say whether it lapsed before.
    """
    if not permits(case, MeasureStep.EXPIRY, city_day(tx.now)):
        return
    orders = await store.orders(tx, case.case_id)
    known = [order.effect_to or order.effective_to for order in orders]
    ends = [each for each in known if each is not None]
    if any(order.may_work(tx.now) for order in orders):
        to_come = [each for each in ends if each > tx.now]
        if to_come:
            await schedule(tx, EXPIRY, str(case.case_id), max(to_come))
        return
    if case.unconfirmed:
        met = await meetings.next_after(tx, city_day(orders[-1].ordered_at))
        if met is not None and day_start(met + timedelta(days=1)) <= max(ends):
            return
    take_step(tx, case, MeasureStep.EXPIRY, CLOCK)
    await end(tx, case, MeasureEnd.VERLOPEN, tx.now)


async def end(tx: Transaction, case: MayorMeasure, how: MeasureEnd, at: datetime) -> None:
    """Its orders do nothing any more, and nobody confirms them; others hear how it ended."""
    case.ended_at = at
    case.pending = case.unconfirmed = False
    await case_terms.close(tx, case.case_id, CONFIRMATION_TERM)
    if case.annulled_at is None:
        record(
            tx,
            MayorMeasureEnded(measure_id=case.case_id, kind=case.kind, how=how, ended_at=at),
        )
