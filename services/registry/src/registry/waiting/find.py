"""Find a delivery whose publication waits."""

from uuid import UUID

from chassis.db import Transaction
from registry.deliveries import store, take_step
from registry.deliveries.rules.delivery import Step
from registry.deliveries.rules.errors import DeliveryNotFoundError
from registry.deliveries.store import Delivery


async def waiting(tx: Transaction, delivery_id: UUID) -> Delivery:
    """Raises ``RefusedError``, where there is none or where its publication does not wait."""
    delivery = await store.get(tx, delivery_id, None)
    if delivery is None:
        raise DeliveryNotFoundError
    take_step.check(delivery, Step.INTEGRATION)
    return delivery
