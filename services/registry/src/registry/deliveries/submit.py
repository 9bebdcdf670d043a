"""Hand in a delivery that was found right: the organisation signs off."""

from collections.abc import Sequence
from uuid import UUID

from chassis.db import Transaction
from registry.delivery_register import take_step
from registry.delivery_register.rules import answers
from registry.delivery_register.rules.delivery import Reason, Step
from registry.delivery_register.store import Delivery


async def submit(
    tx: Transaction,
    delivery_id: UUID,
    organisation: str,
    reason: Reason | None,
    said: Sequence[str] = (),
    *,
    by: str,
) -> Delivery:
    """Raises ``RefusedError``. ``by`` is a pseudonym.

    ``reason`` is for what was uploaded before its year was frozen, and said none. ``said`` answers
    the questions of the validation, one by one and in words.
    """
    delivery = await take_step.hold(tx, delivery_id, organisation)
    take_step.check(delivery, Step.SUBMISSION)
    why = reason or (Reason(delivery.reason) if delivery.reason else None)
    await take_step.check_reason(tx, delivery.year, why)
    answered = answers.check(len(delivery.questions), said)
    # All is known to be right before anything changes: a screen shows its form again otherwise.
    await take_step.take(tx, delivery, Step.SUBMISSION)
    delivery.reason, delivery.answers = why, answered
    delivery.submitted_at, delivery.submitted_by = tx.now, by
    return delivery
