"""The page of one delivery: its state, what is wrong with it, and its earlier revisions."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import page
from registry.deliveries.pages.draft import draft_until, warned_day
from registry.delivery_register import labels, store
from registry.delivery_register.rules import agenda
from registry.delivery_register.rules.delivery import OVER, Step, allowed, is_known, is_over
from registry.delivery_register.rules.errors import DeliveryNotFoundError
from registry.delivery_register.rules.release import acceptable_from
from registry.roles import Reader, Settings, own
from registry.uploads import store as kept_uploads

router = APIRouter(include_in_schema=False)


@router.get("/opleveringen/{delivery_id}")
async def get_delivery(
    request: Request, delivery_id: UUID, tx: Tx, actor: Reader, settings: Settings
) -> Response:
    delivery = await store.get(tx, delivery_id, own(actor))
    if delivery is None:
        raise DeliveryNotFoundError
    period = store.period_of(delivery.year, delivery.half)
    kept = Step.REDELIVERY in allowed(delivery.state) and await kept_uploads.is_kept(
        tx, delivery_id
    )
    today = city_day(tx.now)
    return page(
        request,
        "delivery.html",
        delivery=delivery,
        period=period,
        entry=agenda.entry(
            period,
            [delivery.state],
            today,
            settings.deadline_days,
            waits_for_day=delivery.leaves_on is not None,
        ),
        over=delivery.state in OVER,
        known=is_known(delivery.state),
        kept=kept,
        own_files=await kept_uploads.fields_of_answer(tx, delivery_id) if kept else frozenset(),
        steps=allowed(delivery.state),
        acceptable_from=None if is_over(period, tx.now) else acceptable_from(period),
        Step=Step,
        last_day=draft_until(delivery, settings.draft_days),
        near_day=warned_day(delivery, settings.draft_days, today),
        revisions=await store.revisions(tx, delivery),
        suggested=any(group["suggestions"] for group in delivery.error_groups),
        labels=labels,
    )
