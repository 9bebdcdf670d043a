"""End a measure: lifted by the mayor, over by itself, or a file that is closed."""

from datetime import timedelta
from uuid import UUID

from chassis.bus import record, revoke, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import MeasureEnd
from contracts.enforcement import MayorMeasureClosed, MayorMeasureEnded
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import permits, take_step
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import erase, store
from enforcement.mayor_measures.order import EXPIRY
from enforcement.mayor_measures.put_into_effect import give_back
from enforcement.mayor_measures.rules.law import NOTICE_TERM
from enforcement.mayor_measures.rules.states import UNORDERED, MeasureStep
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.meetings import store as meetings
from enforcement.meetings.rules import CONFIRMATION_TERM


async def lift(tx: Transaction, case_id: UUID, by: By, reason: str) -> MayorMeasure:
    """The mayor lifts what he ordered. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    restricted = case.restricts
    take_step(tx, case, MeasureStep.LIFTING, by, reason=reason)
    if restricted:
        await give_back(tx, case, by)
    await revoke(tx, EXPIRY, str(case_id))
    await _ended(tx, case, MeasureEnd.OPGEHEVEN)
    return case


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
    ends = [end for order in orders if (end := order.effect_to or order.effective_to) is not None]
    if any(order.may_work(tx.now) for order in orders):
        to_come = [end for end in ends if end > tx.now]
        if to_come:
            await schedule(tx, EXPIRY, str(case.case_id), max(to_come))
        return
    if case.unconfirmed:
        met = await meetings.next_after(tx, city_day(orders[-1].ordered_at))
        if met is not None and day_start(met + timedelta(days=1)) <= max(ends):
            return
    take_step(tx, case, MeasureStep.EXPIRY, CLOCK)
    await _ended(tx, case, MeasureEnd.VERLOPEN)


async def close(tx: Transaction, case_id: UUID, by: By, reason: str | None) -> MayorMeasure:
    """Without an order it needs a reason. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    if reason is None and case.state in UNORDERED:
        reason_missing = lazy("Zeg waarom je dit dossier zonder bevel afsluit.")
        raise FieldRefusedError("reason", reason_missing)
    take_step(tx, case, MeasureStep.CLOSING, by, reason=reason)
    await case_terms.close(tx, case_id, NOTICE_TERM)
    await erase.keep_until(tx, case)
    record(
        tx,
        MayorMeasureClosed(
            measure_id=case_id,
            kind=case.kind,
            ordered=case.ordered_at is not None,
            closed_at=tx.now,
        ),
    )
    return case


async def _ended(tx: Transaction, case: MayorMeasure, how: MeasureEnd) -> None:
    case.ended_at = tx.now
    case.pending = case.unconfirmed = False
    await case_terms.close(tx, case.case_id, CONFIRMATION_TERM)
    if case.annulled_at is None:
        record(
            tx,
            MayorMeasureEnded(measure_id=case.case_id, kind=case.kind, how=how, ended_at=tx.now),
        )
