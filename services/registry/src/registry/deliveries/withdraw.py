"""Withdraw an upload that the organisation did not sign."""

from uuid import UUID

from chassis.db import Transaction
from registry.delivery_register import take_step
from registry.delivery_register.rules.delivery import Step
from registry.delivery_register.store import Delivery
from registry.uploads import store as kept_uploads


async def withdraw(tx: Transaction, delivery_id: UUID, organisation: str, *, by: str) -> Delivery:
    """Raises ``RefusedError``. ``by`` is a pseudonym. What it replaced does not come back."""
    delivery = await take_step.hold(tx, delivery_id, organisation)
    await take_step.take(tx, delivery, Step.WITHDRAWAL)
    await tx.session.flush()
    await kept_uploads.erase_over(tx, organisation)
    delivery.withdrawn_at, delivery.withdrawn_by = tx.now, by
    return delivery
