"""Find a delivery whose publication waits for people."""

from uuid import UUID

from chassis.db import Transaction
from registry.deliveries.accept import check_waits_for_people
from registry.delivery_register import store
from registry.delivery_register.rules.errors import DeliveryNotFoundError
from registry.delivery_register.store import Delivery


async def waiting(tx: Transaction, delivery_id: UUID) -> Delivery:
    """Raises ``RefusedError``, where there is none or where it does not wait for people."""
    delivery = await store.get(tx, delivery_id, None)
    if delivery is None:
        raise DeliveryNotFoundError
    check_waits_for_people(delivery)
    return delivery
