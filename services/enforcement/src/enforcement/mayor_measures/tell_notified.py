"""Tell others that an order was notified, and on which days it works."""

from chassis.bus import record
from chassis.db import Transaction
from contracts.enforcement import MayorMeasureNotified
from enforcement.mayor_measures.store import MayorMeasure, MeasureOrder


def tell_notified(tx: Transaction, case: MayorMeasure, order: MeasureOrder) -> None:
    """Also once more, where its day was noted wrong."""
    assert order.notified_at is not None, "it was"
    record(
        tx,
        MayorMeasureNotified(
            measure_id=case.case_id,
            order_id=order.order_id,
            kind=case.kind,
            renewal=order.renewal,
            effect_from=order.effect_from,
            effect_to=order.effect_to,
            notified_at=order.notified_at,
        ),
    )
