"""Notify an order: from then on it works, and the appeal term runs."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.enforcement import MayorMeasureNotified
from enforcement.cases.rules import happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.council_of_state.start_term import start_term
from enforcement.mayor_measures import store
from enforcement.mayor_measures.put_into_effect import restrict
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure

WITHOUT_CONSEQUENCE = "zonder_gevolg"


async def notify_order(
    tx: Transaction,
    case_id: UUID,
    by: By,
    notified_at: datetime | None,
    *,
    remedy_told: bool = True,
) -> MayorMeasure:
    """``remedy_told``: it named the appeal, else its term is later. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    orders = await store.orders(tx, case_id)
    if not orders:
        raise StepRefusedError(lazy("Er is geen bevel dat nog ter kennis moet komen."))
    order = orders[-1]
    notified_at = happened("notifiedAt", notified_at, tx.now, after=order.ordered_at)
    take_step(tx, case, MeasureStep.NOTIFICATION, by, happened_at=notified_at)
    begins = max(order.effective_from or notified_at, notified_at)
    order.notified_at = case.notified_at = notified_at
    case.pending = False
    worked = order.effective_to is None or order.effective_to > begins
    if worked:
        order.effect_from, order.effect_to = begins, order.effective_to
        case.effect_from, case.effect_to = case.effect_from or begins, order.effective_to
        if case.stayed_at is None and case.annulled_at is None:
            worked = await restrict(tx, case, order, order.ordered_at, by)
    if not worked:
        timeline.note(tx, case_id, WITHOUT_CONSEQUENCE, (case.state, case.state), by)
    record(
        tx,
        MayorMeasureNotified(
            measure_id=case_id,
            order_id=order.order_id,
            kind=case.kind,
            renewal=order.renewal,
            effect_from=order.effect_from,
            effect_to=order.effect_to,
            notified_at=notified_at,
        ),
    )
    if not case.contested:
        await start_term(tx, case_id, city_day(notified_at), remedy_told=remedy_told)
    return case
