"""Steps of a delivery over HTTP: hand in, take or send back, accept, and freeze its year."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import Field

from chassis.edge import Tx
from chassis.web import Body, View
from contracts.codes import CareOrganisation
from registry.deliveries import accept as acceptance
from registry.deliveries import send_back as returns
from registry.deliveries import submit as submission
from registry.deliveries import withdraw as withdrawal
from registry.deliveries.api.views import DeliveryView
from registry.deliveries.freeze_year import freeze_year
from registry.delivery_register.rules.answers import MOST
from registry.delivery_register.rules.delivery import Reason, ReturnReason
from registry.roles import Analyst, Responsible, Sender, Settings, organisation_of

router = APIRouter(prefix="/v1", tags=["stappen"])


class SubmissionBody(Body):
    reason: Reason | None = None
    """For what was uploaded before its year was frozen."""
    answers: tuple[str, ...] = Field(default=(), max_length=MOST)
    """One to each question, in their order."""


class ReturnBody(Body):
    reason: ReturnReason


class FreezeBody(Body):
    without: tuple[CareOrganisation, ...] = ()
    """Every organisation of which nothing was accepted."""


class YearView(View):
    year: int
    deliveries: list[UUID]
    without: list[CareOrganisation]


@router.post("/deliveries/{delivery_id}/submission")
async def submit(
    tx: Tx, actor: Responsible, delivery_id: UUID, body: SubmissionBody | None = None
) -> DeliveryView:
    """The organisation signs off what was delivered."""
    said = body or SubmissionBody()
    organisation = organisation_of(actor)
    delivery = await submission.submit(
        tx, delivery_id, organisation, said.reason, said.answers, by=actor.subject
    )
    return DeliveryView.whole(delivery)


@router.post("/deliveries/{delivery_id}/withdrawal")
async def withdraw(tx: Tx, actor: Sender, delivery_id: UUID) -> DeliveryView:
    """The organisation takes back what it did not sign yet."""
    organisation = organisation_of(actor)
    delivery = await withdrawal.withdraw(tx, delivery_id, organisation, by=actor.subject)
    return DeliveryView.whole(delivery)


@router.post("/deliveries/{delivery_id}/return")
async def send_back(tx: Tx, actor: Analyst, delivery_id: UUID, body: ReturnBody) -> DeliveryView:
    """The study department sends back what was handed in: it is signed again, or replaced."""
    delivery = await returns.send_back(tx, delivery_id, body.reason, by=actor.subject)
    return DeliveryView.whole(delivery)


@router.post("/deliveries/{delivery_id}/acceptance")
async def accept(tx: Tx, actor: Analyst, settings: Settings, delivery_id: UUID) -> DeliveryView:
    """The study department accepts. Its protected figures leave on ``leavesOn``, or did at once."""
    delivery = await acceptance.accept(tx, delivery_id, settings, by=actor.subject)
    return DeliveryView.whole(delivery)


@router.post("/years/{year}/freeze")
async def freeze(
    tx: Tx,
    actor: Analyst,
    settings: Settings,
    year: Annotated[int, Path(ge=2014, le=2100)],
    body: FreezeBody | None = None,
) -> YearView:
    """From now on the figures of the year change only by a new delivery with a reason."""
    without = sorted(set(body.without)) if body else []
    deliveries = await freeze_year(tx, year, without, settings, by=actor.subject)
    return YearView(year=year, deliveries=deliveries, without=without)
