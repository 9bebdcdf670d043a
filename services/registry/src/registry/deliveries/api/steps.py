"""Steps of a delivery over HTTP: hand in, accept, and freeze its year."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from chassis.edge import Tx
from chassis.web import View
from registry.deliveries import accept as acceptance
from registry.deliveries import submit as submission
from registry.deliveries.api.access import Analyst, Responsible, Settings, organisation_of
from registry.deliveries.api.views import DeliveryView
from registry.deliveries.freeze_year import freeze_year

router = APIRouter(prefix="/v1", tags=["stappen"])


class YearView(View):
    year: int
    deliveries: list[UUID]


@router.post("/deliveries/{delivery_id}/submission")
async def submit(tx: Tx, actor: Responsible, delivery_id: UUID) -> DeliveryView:
    """The organisation signs off what was delivered."""
    organisation = organisation_of(actor)
    delivery = await submission.submit(tx, delivery_id, organisation, by=actor.subject)
    return DeliveryView.whole(delivery, newest=True)


@router.post("/deliveries/{delivery_id}/acceptance")
async def accept(tx: Tx, actor: Analyst, settings: Settings, delivery_id: UUID) -> DeliveryView:
    """The study department accepts: the delivery is counted and its protected figures published."""
    delivery = await acceptance.accept(tx, delivery_id, settings.threshold, by=actor.subject)
    return DeliveryView.whole(delivery, newest=True)


@router.post("/years/{year}/freeze")
async def freeze(tx: Tx, actor: Analyst, year: Annotated[int, Path(ge=2014, le=2100)]) -> YearView:
    """From now on the figures of the year change only by a new delivery with a reason."""
    deliveries = await freeze_year(tx, year, by=actor.subject)
    return YearView(year=year, deliveries=deliveries)
