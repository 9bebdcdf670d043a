"""Hand in a delivery that was found right: the organisation signs off."""

from uuid import UUID

from chassis.db import Transaction
from registry.deliveries.check_step import get_for_step
from registry.deliveries.rules.delivery import State, Step
from registry.deliveries.store import Delivery


async def submit(tx: Transaction, delivery_id: UUID, organisation: str, *, by: str) -> Delivery:
    """Raises ``RefusedError``. ``by`` is a pseudonym."""
    delivery = await get_for_step(tx, delivery_id, organisation, Step.SUBMISSION)
    delivery.state = State.INGEDIEND
    delivery.submitted_at, delivery.submitted_by = tx.now, by
    tx.session.add(delivery)
    return delivery
