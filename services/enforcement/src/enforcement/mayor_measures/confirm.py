"""Confirm an order at a meeting of the college, refuse to, or let it lapse; tell the council."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from chassis.bus import record, schedule
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import MeasureEnd, MeasureLapse
from contracts.enforcement import MayorMeasureConfirmed, MayorMeasureEnded, MayorMeasureLapsed
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import await_council, store
from enforcement.mayor_measures.end import expire
from enforcement.mayor_measures.enforce import withdraw_check
from enforcement.mayor_measures.order import EXPIRY
from enforcement.mayor_measures.put_into_effect import release
from enforcement.mayor_measures.rules.states import LapseEffect, MeasureStep
from enforcement.mayor_measures.store import MayorMeasure, MeasureOrder
from enforcement.meetings import store as meetings
from enforcement.meetings.next_meeting import (
    council_must_have_met,
    lapsed_at,
    must_have_decided,
)
from enforcement.meetings.rules import CONFIRMATION_TERM


async def confirm(tx: Transaction, case_id: UUID, by: By, meeting_on: date) -> MayorMeasure:
    """At the next meeting after the order, until it is closed. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    order = await _waiting(tx, case)
    await must_have_decided(tx, meeting_on, city_day(order.ordered_at))
    take_step(tx, case, MeasureStep.CONFIRMATION, by, reason=f"{meeting_on:%d/%m/%Y}")
    order.confirmed_on, case.unconfirmed = meeting_on, False
    await case_terms.close(tx, case_id, CONFIRMATION_TERM)
    record(
        tx,
        MayorMeasureConfirmed(
            measure_id=case_id,
            order_id=order.order_id,
            kind=case.kind,
            renewal=order.renewal,
            meeting_on=meeting_on,
            confirmed_at=tx.now,
        ),
    )
    await expire(tx, case)
    return case


async def refuse(tx: Transaction, case_id: UUID, by: By, meeting_on: date) -> MayorMeasure:
    """The college does not confirm: the order lapses at once. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    order = await _waiting(tx, case)
    await must_have_decided(tx, meeting_on, city_day(order.ordered_at))
    at, reason = lapsed_at(tx, meeting_on), MeasureLapse.NIET_BEVESTIGD
    await _lapse(tx, case, order, MeasureStep.REFUSAL, by, reason, at)
    return case


async def lapse_missed(tx: Transaction, meeting_on: date, by: By) -> None:
    """Orders signed before a meeting that it did not confirm have lapsed on the day after."""
    at, reason = lapsed_at(tx, meeting_on), MeasureLapse.NIET_BEHANDELD
    for case, order in await waiting_for(tx, meeting_on):
        await _lapse(tx, case, order, MeasureStep.LAPSE, by, reason, at)


async def waiting_for(
    tx: Transaction, meeting_on: date
) -> Sequence[tuple[MayorMeasure, MeasureOrder]]:
    """Measures with the order that this meeting must confirm, or did without a record of it."""
    waiting = [(case, await _waiting(tx, case)) for case in await store.unconfirmed(tx)]
    return [
        (case, order)
        for case, order in waiting
        if await meetings.next_after(tx, city_day(order.ordered_at)) == meeting_on
    ]


async def tell_council(
    tx: Transaction, case_id: UUID, by: By, told_at: datetime | None
) -> MayorMeasure:
    """The municipal council was told, at a meeting, of a closure of before 2024-02-17.

    A meeting later than the next one is late, but tells it all the same. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    told_at = happened("toldAt", told_at, tx.now, after=case.ordered_at)
    take_step(tx, case, MeasureStep.COUNCIL_NOTICE, by, happened_at=told_at)
    await council_must_have_met(tx, city_day(told_at))
    case.council_due = False
    await await_council.told(tx, case_id)
    return case


async def _waiting(tx: Transaction, case: MayorMeasure) -> MeasureOrder:
    orders = await store.orders(tx, case.case_id)
    if not case.unconfirmed or not orders:
        raise StepRefusedError(lazy("Geen bevel wacht op bevestiging door het college."))
    return orders[-1]


async def _lapse(
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
    take_step(tx, case, step, by, outcome=effect, reason=reason)
    if case.stayed_at is None and case.annulled_at is None:
        await release(tx, case, order, by)
    order.lapsed_at = at
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
        return
    case.ended_at = at
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
