"""Take a step with a delivery, if its state permits it now."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from registry.delivery_register import store
from registry.delivery_register.rules.delivery import (
    REPLACES,
    TRANSITIONS,
    Reason,
    State,
    Step,
    allowed,
)
from registry.delivery_register.rules.errors import DeliveryNotFoundError
from registry.delivery_register.store import Delivery

REASONS = {
    Step.SUBMISSION: lazy("Deze oplevering kan je niet indienen."),
    Step.WITHDRAWAL: lazy("Deze oplevering kan je niet meer intrekken."),
    Step.ACCEPTANCE: lazy("Deze oplevering is niet ingediend. Je kan ze nu niet aanvaarden."),
    Step.INTEGRATION: lazy("De publicatie van deze oplevering wacht niet."),
    Step.CONCLUSION: lazy("Deze oplevering is niet aanvaard."),
    Step.RETURN: lazy("Deze oplevering is niet ingediend. Je kan ze nu niet terugsturen."),
}
LAPSED = lazy(
    "De termijn van deze oplevering is voorbij, haar rijen zijn vernietigd. Lever opnieuw op."
)
REPLACED = lazy("Er is al een nieuwere oplevering voor deze periode. Ga verder met die.")
STANDS = lazy("Deze oplevering is aanvaard. De cijfers die al gepubliceerd zijn, blijven staan.")
OVER = {State.VERVANGEN: REPLACED, State.VERLOPEN: LAPSED, State.ZONDER_GEVOLG: STANDS}


async def hold(tx: Transaction, delivery_id: UUID, organisation: str | None) -> Delivery:
    """The delivery, with its year locked. Raises ``DeliveryNotFoundError``.

    With ``organisation``, only a delivery of that organisation.
    """
    delivery = await store.get(tx, delivery_id, organisation)
    if delivery is None:
        raise DeliveryNotFoundError
    await store.lock_year(tx, delivery.organisation, delivery.year)
    await tx.session.refresh(delivery)
    return delivery


def check(delivery: Delivery, step: Step) -> State:
    """The state that the step leads to. Raises ``StepRefusedError``, and changes nothing."""
    state = TRANSITIONS.get((delivery.state, step))
    if state is None:
        reason = OVER.get(delivery.state, REASONS[step])
        raise StepRefusedError(reason, allowed(delivery.state))
    return state


async def take(tx: Transaction, delivery: Delivery, step: Step) -> None:
    """Move a delivery that is held; what it replaces gives way. Raises ``StepRefusedError``.

    One that is sent back gives way itself to a draft that the organisation uploaded meanwhile.
    """
    state = check(delivery, step)
    await store.replace(tx, delivery, REPLACES.get(step, frozenset()))
    delivery.state = state
    if step is Step.RETURN and await store.has_draft_beside(tx, delivery):
        delivery.state, delivery.replaced_at = State.VERVANGEN, tx.now
    tx.session.add(delivery)


async def check_reason(tx: Transaction, year: int, reason: Reason | None) -> None:
    """A year that is frozen changes for a reason alone. Raises ``FieldRefusedError``."""
    frozen = await store.is_frozen(tx, year)
    if frozen and reason is None:
        asked = lazy(
            "Het jaar %(year)s is afgesloten. Zeg waarom je opnieuw oplevert.",
            year=year,
        )
        raise FieldRefusedError("reason", asked)
    if not frozen and reason is not None:
        raise FieldRefusedError("reason", lazy("Dit jaar is niet afgesloten. Laat dit veld leeg."))
