"""The steps of the study office with a delivery: accept it, or send it back with a reason."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from registry.deliveries import accept, send_back
from registry.deliveries.release import day_of
from registry.delivery_register import labels, store, take_step
from registry.delivery_register.rules.delivery import ReturnReason, State, Step
from registry.delivery_register.rules.errors import DeliveryNotFoundError
from registry.delivery_register.store import Delivery
from registry.roles import Analyst, Settings

router = APIRouter(include_in_schema=False)

PUBLISHED = mark("Aanvaard. De beschermde cijfers zijn gepubliceerd.")
TOLD = {
    State.AANVAARD: mark("Aanvaard. De cijfers wachten op hun dag."),
    State.ZONDER_GEVOLG: mark("Aanvaard. De cijfers die al gepubliceerd zijn, blijven staan."),
}


class ReturnForm(Body):
    reason: ReturnReason = Field(alias="reden")


@router.get("/opleveringen/{delivery_id}/aanvaarden")
async def get_accept(request: Request, delivery_id: UUID, tx: Tx, _analyst: Analyst) -> Response:
    delivery = await _waiting(tx, delivery_id, Step.ACCEPTANCE)
    accept.check(tx, delivery)
    day = await day_of(tx, delivery)
    today = city_day(tx.now)
    return _show(request, "accept.html", delivery, Form(), leaves_on=day, today=today)


@router.post("/opleveringen/{delivery_id}/aanvaarden")
async def post_accept(
    request: Request, delivery_id: UUID, tx: Tx, actor: Analyst, settings: Settings
) -> Response:
    delivery = await accept.accept(tx, delivery_id, settings, by=actor.subject)
    if delivery.state is State.AANVAARD and delivery.leaves_on is None:
        await tell(tx, request, _("Aanvaard, maar niet gepubliceerd: beslis wat er nu gebeurt."))
        return go(f"/wachtend/{delivery_id}")
    await tell(tx, request, _(TOLD.get(delivery.state, PUBLISHED)))
    return go(f"/opleveringen/{delivery_id}")


@router.get("/opleveringen/{delivery_id}/terugsturen")
async def get_return(request: Request, delivery_id: UUID, tx: Tx, _analyst: Analyst) -> Response:
    return _show(request, "send_back.html", await _waiting(tx, delivery_id, Step.RETURN), Form())


@router.post("/opleveringen/{delivery_id}/terugsturen")
async def post_return(request: Request, delivery_id: UUID, tx: Tx, actor: Analyst) -> Response:
    form = await read(request, ReturnForm)
    if form.model is None:
        form.errors = {"reden": mark("Kies waarom je de oplevering terugstuurt.")}
        delivery = await _waiting(tx, delivery_id, Step.RETURN)
        return _show(request, "send_back.html", delivery, form)
    await send_back.send_back(tx, delivery_id, form.model.reason, by=actor.subject)
    await tell(tx, request, _("Teruggestuurd. De organisatie ziet waarom."))
    return go(f"/opleveringen/{delivery_id}")


async def _waiting(tx: Transaction, delivery_id: UUID, step: Step) -> Delivery:
    """The delivery, if the step is possible now. Raises ``RefusedError``."""
    delivery = await store.get(tx, delivery_id, None)
    if delivery is None:
        raise DeliveryNotFoundError
    take_step.check(delivery, step)
    return delivery


def _show(
    request: Request, template: str, delivery: Delivery, form: Form[Any], **more: Any
) -> Response:
    return page(
        request,
        template,
        status=422 if form.errors else 200,
        delivery=delivery,
        period=store.period_of(delivery.year, delivery.half),
        form=form,
        labels=labels,
        **more,
    )
