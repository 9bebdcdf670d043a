"""Take hold of a delivery for its next step, if that step is possible now."""

from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import StepRefusedError
from registry.deliveries import store
from registry.deliveries.rules.delivery import Step, allowed
from registry.deliveries.rules.errors import DeliveryNotFoundError
from registry.deliveries.store import Delivery

REASONS = {
    Step.SUBMISSION: "Deze oplevering kan je niet indienen.",
    Step.ACCEPTANCE: "Deze oplevering is niet ingediend. Je kan ze nu niet aanvaarden.",
}
REPLACED = "Er is al een nieuwere oplevering voor deze periode. Ga verder met die."


async def get_for_step(
    tx: Transaction, delivery_id: UUID, organisation: str | None, step: Step
) -> Delivery:
    """The delivery, with its year locked. Raises ``DeliveryNotFoundError``, ``StepRefusedError``.

    With ``organisation``, only a delivery of that organisation.
    """
    delivery = await store.get(tx, delivery_id, organisation)
    if delivery is None:
        raise DeliveryNotFoundError
    await store.lock_year(tx, delivery.organisation, delivery.year)
    await tx.session.refresh(delivery)
    if not await store.is_newest(tx, delivery):
        raise StepRefusedError(REPLACED, [])
    steps = allowed(delivery.state, newest=True)
    if step not in steps:
        raise StepRefusedError(REASONS[step], steps)
    return delivery
