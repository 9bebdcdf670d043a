"""Accept a delivery that was handed in, and publish its figures."""

from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import StepRefusedError
from registry.deliveries import store, take_step
from registry.deliveries.rules.delivery import REPLACES, Step
from registry.deliveries.store import Delivery
from registry.integration.integrate import integrate
from registry.settings import RegistrySettings

NO_REASON = (
    "Het jaar {year} is bevroren en deze oplevering zegt niet waarom ze het verandert. Stuur ze"
    " terug: de organisatie dient ze opnieuw in, met de reden."
)


async def accept(
    tx: Transaction, delivery_id: UUID, settings: RegistrySettings, *, by: str
) -> Delivery:
    """Raises ``RefusedError``. ``by`` is a pseudonym.

    What counted before for the period gives way to it.
    """
    delivery = await take_step.hold(tx, delivery_id, None)
    await take_step.take(tx, delivery, Step.ACCEPTANCE)
    if delivery.reason is None and await store.is_frozen(tx, delivery.year):
        raise StepRefusedError(NO_REASON.format(year=delivery.year), [Step.RETURN])
    delivery.accepted_at, delivery.accepted_by = tx.now, by
    await integrate(tx, delivery, settings)
    await store.replace(tx, delivery, REPLACES[Step.INTEGRATION])
    return delivery
