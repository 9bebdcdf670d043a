"""Accept a delivery that was handed in, and publish its figures, or let them wait for people."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from registry.deliveries import store, take_step
from registry.deliveries.rules.delivery import REPLACES, Step
from registry.deliveries.store import Delivery
from registry.disclosure.rules.small_group import UnprotectableError
from registry.integration.integrate import integrate
from registry.settings import RegistrySettings


async def accept(
    tx: Transaction, delivery_id: UUID, settings: RegistrySettings, *, by: str
) -> Delivery:
    """Raises ``RefusedError``. ``by`` is a pseudonym.

    What counted before for the period gives way to it. Where nothing protects everybody it is
    accepted alone (``State.AANVAARD``): it waits with its small groups, and nothing leaves.
    """
    delivery = await take_step.hold(tx, delivery_id, None)
    await take_step.take(tx, delivery, Step.ACCEPTANCE)
    await _check_reason(tx, delivery)
    delivery.accepted_at, delivery.accepted_by = tx.now, by
    await _publish(tx, delivery, settings)
    return delivery


async def publish_again(tx: Transaction, delivery_id: UUID, settings: RegistrySettings) -> Delivery:
    """Try to publish what waits, since something else of its year may have changed.

    Raises ``RefusedError``. It waits on when that does not help.
    """
    delivery = await take_step.hold(tx, delivery_id, None)
    take_step.check(delivery, Step.INTEGRATION)
    await _check_reason(tx, delivery)
    await _publish(tx, delivery, settings)
    return delivery


async def leave_unpublished(tx: Transaction, delivery_id: UUID, *, by: str) -> Delivery:
    """Leave what waits without publication until another revision. Raises ``RefusedError``.

    ``by`` is a pseudonym. It keeps its year from being frozen no longer.
    """
    delivery = await take_step.hold(tx, delivery_id, None)
    take_step.check(delivery, Step.INTEGRATION)
    delivery.unpublished_at, delivery.unpublished_by = tx.now, by
    return delivery


async def _check_reason(tx: Transaction, delivery: Delivery) -> None:
    if delivery.reason is None and await store.is_frozen(tx, delivery.year):
        raise StepRefusedError(
            lazy(
                "Het jaar %(year)s is bevroren en deze oplevering zegt niet waarom ze het"
                " verandert. Stuur ze terug: de organisatie dient ze opnieuw in, met de reden.",
                year=delivery.year,
            ),
            [Step.RETURN],
        )


async def _publish(tx: Transaction, delivery: Delivery, settings: RegistrySettings) -> None:
    try:
        await integrate(tx, delivery, settings)
    except UnprotectableError as failure:
        delivery.small_groups = [group.plain() for group in failure.groups]
        return
    delivery.small_groups = []
    delivery.unpublished_at = delivery.unpublished_by = None
    await store.replace(tx, delivery, REPLACES[Step.INTEGRATION])
