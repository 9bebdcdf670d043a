"""The screens ``/wachtend``: deliveries whose publication waits, and the decision of people."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import gettext as _
from chassis.web.pages import go, page, tell
from chassis.web.pages.languages import mark
from registry.deliveries import accept
from registry.delivery_register import store
from registry.delivery_register.rules.delivery import COUNTED, State
from registry.disclosure.rules.small_group import SmallGroup
from registry.roles import Analyst, Settings
from registry.waiting import labels
from registry.waiting.find import waiting

router = APIRouter(include_in_schema=False)

PUBLISHED = mark("De beschermde cijfers zijn gepubliceerd.")
STANDS = mark("Van deze periode zijn al cijfers gepubliceerd. Die blijven nu staan.")


@router.get("/wachtend")
async def get_waiting(request: Request, tx: Tx, _analyst: Analyst, settings: Settings) -> Response:
    """Those on which nobody decided first, each the newest first."""
    accepted = [each for each in await store.standing(tx) if each.state is State.AANVAARD]
    found = [each for each in accepted if each.leaves_on is None]
    return page(
        request,
        "waiting.html",
        waiting=[
            (each, period, settings.known.get(each.organisation).name_in(period))
            for each in sorted(found, key=lambda each: each.unpublished_at is not None)
            for period in [store.period_of(each.year, each.half)]
        ],
        labels=labels,
    )


@router.get("/wachtend/{delivery_id}")
async def get_decision(
    request: Request, delivery_id: UUID, tx: Tx, _analyst: Analyst, settings: Settings
) -> Response:
    delivery = await waiting(tx, delivery_id)
    period = store.period_of(delivery.year, delivery.half)
    return page(
        request,
        "waiting_decision.html",
        delivery=delivery,
        period=period,
        name=settings.known.get(delivery.organisation).name_in(period),
        groups=[SmallGroup.read(each) for each in delivery.small_groups],
        labels=labels,
    )


@router.post("/wachtend/{delivery_id}/opnieuw")
async def post_again(
    request: Request, delivery_id: UUID, tx: Tx, _analyst: Analyst, settings: Settings
) -> Response:
    delivery = await accept.publish_again(tx, delivery_id, settings)
    if delivery.state is State.AANVAARD and delivery.leaves_on is None:
        await tell(tx, request, _("Nog altijd niet te beschermen. Er is niets gepubliceerd."))
        return go(f"/wachtend/{delivery_id}")
    told = delivery.state in COUNTED
    await tell(tx, request, _(PUBLISHED) if told else _(STANDS))
    return go(f"/opleveringen/{delivery_id}")


@router.post("/wachtend/{delivery_id}/zonder-publicatie")
async def post_unpublished(request: Request, delivery_id: UUID, tx: Tx, actor: Analyst) -> Response:
    await accept.leave_unpublished(tx, delivery_id, by=actor.subject)
    await tell(tx, request, _("Genoteerd: zonder publicatie, tot een volgende versie."))
    return go("/wachtend")
