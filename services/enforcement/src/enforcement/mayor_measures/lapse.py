"""Let an order lapse that the college did not confirm, or refused to confirm."""

from collections.abc import Sequence
from datetime import date, datetime

from chassis.bus import record, schedule
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import MeasureEnd, MeasureKind, MeasureLapse
from contracts.enforcement import MayorMeasureEnded, MayorMeasureLapsed
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.check_execution import withdraw_check
from enforcement.mayor_measures.order import EXPIRY
from enforcement.mayor_measures.owed_days import owe_held_days
from enforcement.mayor_measures.put_into_effect import release
from enforcement.mayor_measures.rules.law import ARTICLE
from enforcement.mayor_measures.rules.states import KEPT, LapseEffect, MeasureStep
from enforcement.mayor_measures.store import MayorMeasure, MeasureOrder
from enforcement.mayor_measures.tell_ended import tell_ended
from enforcement.meetings import store as meetings
from enforcement.meetings.next_meeting import lapsed_at
from enforcement.meetings.rules import CONFIRMATION_TERM
from enforcement.notifications.rules.ended import Ending

ENDING = {
    MeasureLapse.NIET_BEVESTIGD: Ending.NIET_BEVESTIGD,
    MeasureLapse.NIET_BEHANDELD: Ending.NIET_BEHANDELD,
}


async def lapse_missed(tx: Transaction, meeting_on: date, by: By) -> bool:
    """Orders signed before a meeting that it did not confirm have lapsed on the day after.

    The clock opens no place again that was closed for trafficking, since the college may have
    confirmed what nobody recorded: that asks a person's word. Whether any waits for it.
    """
    at, reason, kept = lapsed_at(tx, meeting_on), MeasureLapse.NIET_BEHANDELD, False
    for case, order in await waiting_for(tx, meeting_on):
        if by is CLOCK and case.kind is MeasureKind.SLUITING_MENSENHANDEL:
            timeline.note(tx, case.case_id, KEPT, (case.state, case.state), by)
            kept = True
        else:
            await lapse(tx, case, order, MeasureStep.LAPSE, by, reason, at)
    return kept


async def is_kept(tx: Transaction, case: MayorMeasure) -> bool:
    """Whether the order that waits was kept by the clock, and waits for a person's word."""
    if not case.unconfirmed:
        return False
    kept_at = await timeline.latest(tx, case.case_id, KEPT)
    return kept_at is not None and kept_at >= (await order_of(tx, case)).ordered_at


async def waiting_for(
    tx: Transaction, meeting_on: date
) -> Sequence[tuple[MayorMeasure, MeasureOrder]]:
    """Measures with the order that this meeting must confirm, or did without a record of it."""
    waiting = [(case, await order_of(tx, case)) for case in await store.unconfirmed(tx)]
    return [
        (case, order)
        for case, order in waiting
        if await meetings.next_after(tx, city_day(order.ordered_at)) == meeting_on
    ]


async def order_of(tx: Transaction, case: MayorMeasure) -> MeasureOrder:
    """The order that waits for the college. Raises ``StepRefusedError`` where none does."""
    orders = await store.orders(tx, case.case_id)
    if not case.unconfirmed or not orders:
        raise StepRefusedError(lazy("Geen bevel wacht op bevestiging door het college."))
    return orders[-1]


async def lapse(
    tx: Transaction,
    case: MayorMeasure,
    order: MeasureOrder,
    step: MeasureStep,
    by: By,
    reason: MeasureLapse,
    at: datetime,
) -> None:
    """Of a renewal the order before goes on, as far as it has something left to do."""
    before = [each for each in await store.orders(tx, case.case_id) if each is not order]
    left = [each for each in before if each.notified_at is not None and each.may_work(tx.now)]
    effect = LapseEffect.LOOPT_VERDER if left else LapseEffect.VERVALLEN
    basis = ARTICLE[case.basis] if case.basis else None
    take_step(tx, case, step, by, outcome=effect, reason=reason, basis=basis)
    if case.stayed_at is None and case.annulled_at is None:
        await release(tx, case, order, by, at)
    order.lapsed_at = at
    await tell_ended(tx, case, order, ENDING[reason], at, earlier=left[-1] if left else None)
    case.pending = case.unconfirmed = False
    await case_terms.close(tx, case.case_id, CONFIRMATION_TERM)
    record(
        tx,
        MayorMeasureLapsed(
            measure_id=case.case_id,
            order_id=order.order_id,
            kind=case.kind,
            renewal=order.renewal,
            reason=reason,
            lapsed_at=at,
        ),
    )
    if left:
        case.effect_to = left[-1].effect_to
        if case.effect_to is not None:
            await schedule(tx, EXPIRY, str(case.case_id), case.effect_to)
        await owe_held_days(tx, case, by)
        return
    case.ended_at = at
    await owe_held_days(tx, case, by)
    await withdraw_check(tx, case, by)
    record(
        tx,
        MayorMeasureEnded(
            measure_id=case.case_id,
            kind=case.kind,
            how=MeasureEnd.VERVALLEN,
            ended_at=at,
        ),
    )
