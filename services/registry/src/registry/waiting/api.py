"""Publications that wait, over HTTP: the small groups, and what the study office decides."""

from typing import Self
from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import View
from registry.deliveries import accept
from registry.deliveries.api.views import DeliveryView
from registry.disclosure.rules.small_group import SmallGroup
from registry.roles import Analyst, Settings
from registry.waiting.find import waiting

router = APIRouter(prefix="/v1", tags=["wachtende publicaties"])


class SmallGroupView(View):
    """``span`` is ``Y``, ``H1``, ``H2``, ``only_H1``, ``only_H2``, ``both``, or a month of acts
    (``JJJJ-MM``)."""

    measure: str
    dimensions: dict[str, str]
    span: str

    @classmethod
    def of(cls, group: SmallGroup) -> Self:
        return cls(
            measure=group.measure,
            dimensions=dict(group.dimensions),
            span=group.span,
        )


class WaitingView(View):
    delivery_id: UUID
    small_groups: list[SmallGroupView]


@router.get("/deliveries/{delivery_id}/small-groups")
async def small_groups(tx: Tx, _analyst: Analyst, delivery_id: UUID) -> WaitingView:
    """The groups for which a publication waits, never how many they count."""
    delivery = await waiting(tx, delivery_id)
    groups = [SmallGroupView.of(SmallGroup.read(each)) for each in delivery.small_groups]
    return WaitingView(delivery_id=delivery_id, small_groups=groups)


@router.post("/deliveries/{delivery_id}/integration")
async def integrate(
    tx: Tx, _analyst: Analyst, settings: Settings, delivery_id: UUID
) -> DeliveryView:
    """Try again. It stays ``aanvaard`` where that does not help, and nothing is published."""
    return DeliveryView.whole(await accept.publish_again(tx, delivery_id, settings))


@router.post("/deliveries/{delivery_id}/non-publication")
async def leave_unpublished(tx: Tx, actor: Analyst, delivery_id: UUID) -> DeliveryView:
    """Leave it unpublished until another revision: it keeps its year from freezing no longer."""
    return DeliveryView.whole(await accept.leave_unpublished(tx, delivery_id, by=actor.subject))
