"""Hand in a delivery that was found right: the organisation signs off."""

from uuid import UUID

from chassis.db import Transaction
from registry.deliveries import take_step
from registry.deliveries.rules.delivery import Reason, Step
from registry.deliveries.store import Delivery


async def submit(
    tx: Transaction, delivery_id: UUID, organisation: str, reason: Reason | None, *, by: str
) -> Delivery:
    """Raises ``RefusedError``. ``by`` is a pseudonym.

    ``reason`` is for what was uploaded before its year was frozen, and said none.
    """
    delivery = await take_step.hold(tx, delivery_id, organisation)
    await take_step.take(tx, delivery, Step.SUBMISSION)
    said = reason or (Reason(delivery.reason) if delivery.reason else None)
    await take_step.check_reason(tx, delivery.year, said)
    delivery.reason = said
    delivery.submitted_at, delivery.submitted_by = tx.now, by
    return delivery
