"""What happens to a delivery after it was found right: handed in, accepted, frozen."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from chassis.edge import Tx
from chassis.web import Problem, View
from contracts.codes import CareOrganisation
from registry.deliveries import store as deliveries
from registry.deliveries.api.shapes import (
    Analyst,
    DeliveryView,
    Responsible,
    Rules,
    organisation_of,
)
from registry.deliveries.rules.delivery import State, Step, allowed, is_over
from registry.deliveries.rules.records import Period
from registry.integration.integrate import integrate
from registry.tables import Delivery

router = APIRouter(prefix="/v1", tags=["stappen"])

REASONS = {
    Step.SUBMISSION: "Deze oplevering kan je niet indienen.",
    Step.ACCEPTANCE: "Deze oplevering is niet ingediend. Je kan ze nu niet aanvaarden.",
}
REPLACED = "Er is al een nieuwere oplevering voor deze periode. Ga verder met die."


class YearView(View):
    year: int
    deliveries: list[UUID]


@router.post("/deliveries/{delivery_id}/submission")
async def submit(tx: Tx, actor: Responsible, delivery_id: UUID) -> DeliveryView:
    """The organisation signs off what was delivered."""
    own = organisation_of(actor)
    delivery = await _for_step(tx, delivery_id, own, Step.SUBMISSION)
    delivery.state = State.INGEDIEND
    delivery.submitted_at, delivery.submitted_by = tx.now, actor.subject
    tx.session.add(delivery)
    return DeliveryView.whole(delivery, newest=True)


@router.post("/deliveries/{delivery_id}/acceptance")
async def accept(tx: Tx, actor: Analyst, rules: Rules, delivery_id: UUID) -> DeliveryView:
    """The study department accepts: the delivery is counted and its protected figures published."""
    delivery = await _for_step(tx, delivery_id, None, Step.ACCEPTANCE)
    delivery.accepted_at, delivery.accepted_by = tx.now, actor.subject
    await integrate(tx, delivery, rules.threshold)
    return DeliveryView.whole(delivery, newest=True)


@router.post("/years/{year}/freeze")
async def freeze(tx: Tx, actor: Analyst, year: Annotated[int, Path(ge=2014, le=2100)]) -> YearView:
    """From now on the figures of the year change only by a new delivery with a reason."""
    for organisation in CareOrganisation:
        await deliveries.lock_year(tx, organisation, year)
    if not is_over(Period(year), tx.now):
        raise Problem.conflict(f"Het jaar {year} is nog niet voorbij.", [])
    if await deliveries.is_frozen(tx, year):
        raise Problem.conflict(f"Het jaar {year} is al bevroren.", [])
    waiting = await deliveries.waiting(tx, year)
    if waiting:
        names = ", ".join(waiting)
        raise Problem.conflict(f"Aanvaard eerst wat ingediend is: {names}.", [Step.ACCEPTANCE])
    return YearView(year=year, deliveries=await deliveries.freeze(tx, year, actor.subject))


async def _for_step(tx: Tx, delivery_id: UUID, organisation: str | None, step: Step) -> Delivery:
    """The delivery, locked, if the step may be taken now. Raises ``Problem``."""
    found = await deliveries.get(tx, delivery_id, organisation)
    if found is None:
        raise Problem.not_found("Deze oplevering")
    await deliveries.lock_year(tx, found.organisation, found.year)
    await tx.session.refresh(found)
    if not await deliveries.is_newest(tx, found):
        raise Problem.conflict(REPLACED, [])
    steps = allowed(State(found.state), newest=True)
    if step not in steps:
        raise Problem.conflict(REASONS[step], steps)
    return found
