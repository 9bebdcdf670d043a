"""The measure that suspends a declaration, and how the mayor ends that."""

from uuid import UUID

from chassis.db import Transaction
from contracts.codes import DecidingBody
from enforcement.mayor_measures import store
from enforcement.mayor_measures.acts.end import LiftMeasure
from enforcement.mayor_measures.check_execution import withdraw_check
from enforcement.mayor_measures.desk import MEASURES
from enforcement.mayor_measures.put_into_effect import SUSPENSION_BASIS
from enforcement.suitability.suspending_cases import SuspendingCase


async def suspending_case(tx: Transaction, order_id: UUID) -> SuspendingCase | None:
    """A suspension by a measure names its order."""
    measure_id = await store.measure_of_order(tx, order_id)
    if measure_id is None:
        return None
    measure = await store.get_for_update(tx, measure_id)
    return SuspendingCase(
        measure_id,
        DecidingBody.BURGEMEESTER,
        SUSPENSION_BASIS,
        against=measure.owner,
        lift=lambda tx, by, reason: MEASURES.take(
            tx, measure_id, by, LiftMeasure(motivation=reason)
        ),
        call_back=lambda tx, by: withdraw_check(tx, measure, by),
    )
