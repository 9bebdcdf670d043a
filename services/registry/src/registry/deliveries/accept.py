"""Accept a delivery that was handed in, and publish its figures."""

from uuid import UUID

from chassis.db import Transaction
from registry.deliveries.check_step import get_for_step
from registry.deliveries.rules.delivery import Step
from registry.deliveries.store import Delivery
from registry.integration.integrate import integrate


async def accept(tx: Transaction, delivery_id: UUID, threshold: int, *, by: str) -> Delivery:
    """Raises ``RefusedError``. ``by`` is a pseudonym; ``threshold`` a number of persons."""
    delivery = await get_for_step(tx, delivery_id, None, Step.ACCEPTANCE)
    delivery.accepted_at, delivery.accepted_by = tx.now, by
    await integrate(tx, delivery, threshold)
    return delivery
