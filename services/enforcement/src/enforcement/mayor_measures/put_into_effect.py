"""Let notified orders bar a place, and give it back: calendar and police hear nothing sooner."""

from datetime import datetime

from chassis.bus import record
from chassis.db import Transaction
from contracts.enforcement import PremisesClosed, PremisesReopened
from enforcement.mayor_measures import store
from enforcement.mayor_measures.store import MayorMeasure, MeasureOrder


def tell_closed(
    tx: Transaction, case: MayorMeasure, order: MeasureOrder, decided_at: datetime
) -> None:
    """Close a place, also one reopened before ``decided_at``. An order is a closure of its own."""
    if not case.closes or order.effect_from is None:
        return
    record(
        tx,
        PremisesClosed(
            premises_id=case.premises_id,
            case_id=order.order_id,
            closed_from=order.effect_from,
            closed_to=order.effect_to,
            decided_at=decided_at,
        ),
    )


def tell_reopened(tx: Transaction, case: MayorMeasure, order: MeasureOrder) -> None:
    """Only what was told as closed, and is not over by itself."""
    if not case.closes or order.effect_from is None:
        return
    if order.effect_to is not None and order.effect_to <= tx.now:
        return
    record(
        tx,
        PremisesReopened(premises_id=case.premises_id, case_id=order.order_id, reopened_at=tx.now),
    )


async def give_back(tx: Transaction, case: MayorMeasure) -> None:
    """All orders of the measure do nothing from now on."""
    for order in await store.orders(tx, case.case_id):
        if order.lapsed_at is None:
            tell_reopened(tx, case, order)


async def let_work(tx: Transaction, case: MayorMeasure) -> None:
    """Orders that did nothing for a while work anew, for what is left of them."""
    for order in await store.orders(tx, case.case_id):
        if order.may_work(tx.now):
            tell_closed(tx, case, order, tx.now)
