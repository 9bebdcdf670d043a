"""Send a delivery back to its organisation, which signs it again or delivers anew."""

from uuid import UUID

from chassis.db import Transaction
from registry.delivery_register import take_step
from registry.delivery_register.rules.delivery import ReturnReason, Step
from registry.delivery_register.store import Delivery


async def send_back(
    tx: Transaction, delivery_id: UUID, reason: ReturnReason, *, by: str
) -> Delivery:
    """Raises ``RefusedError``. ``by`` is a pseudonym."""
    delivery = await take_step.hold(tx, delivery_id, None)
    await take_step.take(tx, delivery, Step.RETURN)
    delivery.returned_at, delivery.returned_by = tx.now, by
    delivery.return_reason = reason
    delivery.small_groups, delivery.leaves_on = [], None
    delivery.unpublished_at = delivery.unpublished_by = None
    return delivery
