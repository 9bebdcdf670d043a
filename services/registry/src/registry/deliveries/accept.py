"""Accept a delivery that was handed in: its figures leave on their day, or wait for people."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from registry.deliveries.release import release
from registry.delivery_register import store, take_step
from registry.delivery_register.rules.delivery import Step
from registry.delivery_register.rules.release import check_over
from registry.delivery_register.store import Delivery
from registry.settings import RegistrySettings


async def accept(
    tx: Transaction, delivery_id: UUID, settings: RegistrySettings, *, by: str
) -> Delivery:
    """Raises ``RefusedError``. ``by`` is a pseudonym.

    It leaves on the day of its period, at once where that has come. Where nothing protects
    everybody it waits with its small groups, and nothing leaves.
    """
    delivery = await take_step.hold(tx, delivery_id, None)
    check(tx, delivery)
    await take_step.take(tx, delivery, Step.ACCEPTANCE)
    await _check_reason(tx, delivery)
    delivery.accepted_at, delivery.accepted_by = tx.now, by
    await release(tx, delivery, settings)
    return delivery


def check(tx: Transaction, delivery: Delivery) -> None:
    """It is handed in, of a period that is over. Raises ``StepRefusedError``."""
    take_step.check(delivery, Step.ACCEPTANCE)
    check_over(store.period_of(delivery.year, delivery.half), city_day(tx.now))


async def publish_again(tx: Transaction, delivery_id: UUID, settings: RegistrySettings) -> Delivery:
    """Try to publish what waits for people, since something else of its year may have changed.

    Raises ``RefusedError``. It waits on when that does not help.
    """
    delivery = await take_step.hold(tx, delivery_id, None)
    check_waits_for_people(delivery)
    await _check_reason(tx, delivery)
    await release(tx, delivery, settings)
    return delivery


async def leave_unpublished(tx: Transaction, delivery_id: UUID, *, by: str) -> Delivery:
    """Leave what waits without publication until another revision. Raises ``RefusedError``.

    ``by`` is a pseudonym. It keeps its year from being frozen no longer.
    """
    delivery = await take_step.hold(tx, delivery_id, None)
    check_waits_for_people(delivery)
    delivery.unpublished_at, delivery.unpublished_by = tx.now, by
    return delivery


def check_waits_for_people(delivery: Delivery) -> None:
    """Its publication waits, and not for its day. Raises ``StepRefusedError``."""
    take_step.check(delivery, Step.INTEGRATION)
    if delivery.leaves_on is not None:
        reason = lazy(
            "Deze oplevering wacht op haar dag, %(day)s. Voor die dag vertrekt er niets.",
            day=f"{delivery.leaves_on:%d/%m/%Y}",
        )
        raise StepRefusedError(reason, [Step.RETURN])


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
