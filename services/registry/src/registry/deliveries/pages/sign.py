"""The steps of an organisation with its delivery: look at what leaves and hand in, or withdraw."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field, create_model
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, FieldsRefusedError, RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from registry.deliveries import submit, withdraw
from registry.deliveries.release import day_of
from registry.deliveries.rules import preview
from registry.delivery_register import labels, store, take_step
from registry.delivery_register.rules.answers import MOST
from registry.delivery_register.rules.delivery import Reason, Step, is_over
from registry.delivery_register.rules.errors import DeliveryNotFoundError
from registry.delivery_register.rules.release import acceptable_from
from registry.delivery_register.store import Delivery
from registry.roles import Responsible, Sender, organisation_of

router = APIRouter(include_in_schema=False)

ANSWER = "antwoord"


class Signature(Body):
    sure: bool = Field(False, alias="nagekeken")
    reason: Reason | None = Field(None, alias="reden")


_ANSWERS: Any = {f"{ANSWER}{place}": (str, "") for place in range(1, MOST + 1)}
SignForm: type[Signature] = create_model("SignForm", __base__=Signature, **_ANSWERS)


@router.get("/opleveringen/{delivery_id}/indienen")
async def get_sign(request: Request, delivery_id: UUID, tx: Tx, actor: Responsible) -> Response:
    delivery = await _to(tx, actor, delivery_id, Step.SUBMISSION)
    return await _ask(request, tx, delivery, Form())


@router.post("/opleveringen/{delivery_id}/indienen")
async def post_sign(request: Request, delivery_id: UUID, tx: Tx, actor: Responsible) -> Response:
    form = await read(request, SignForm)
    delivery = await _to(tx, actor, delivery_id, Step.SUBMISSION)
    if form.model is not None and not form.model.sure:
        form.errors["nagekeken"] = mark("Kijk na wat er vertrekt, en zeg dat het klopt.")
    if form.model is not None and not form.errors:
        answers = [
            form.value(f"{ANSWER}{place}") for place in range(1, len(delivery.questions) + 1)
        ]
        organisation = organisation_of(actor)
        try:
            await submit.submit(
                tx, delivery_id, organisation, form.model.reason, answers, by=actor.subject
            )
        except (FieldsRefusedError, FieldRefusedError) as refusal:
            _refuse(form, refusal)
        else:
            await tell(tx, request, _("Ingediend. De studiedienst kijkt het nu na."))
            return go(f"/opleveringen/{delivery_id}")
    return await _ask(request, tx, delivery, form)


@router.get("/opleveringen/{delivery_id}/intrekken")
async def get_withdraw(request: Request, delivery_id: UUID, tx: Tx, actor: Sender) -> Response:
    delivery = await _to(tx, actor, delivery_id, Step.WITHDRAWAL)
    period = store.period_of(delivery.year, delivery.half)
    return page(request, "withdraw_delivery.html", delivery=delivery, period=period, labels=labels)


@router.post("/opleveringen/{delivery_id}/intrekken")
async def post_withdraw(request: Request, delivery_id: UUID, tx: Tx, actor: Sender) -> Response:
    await withdraw.withdraw(tx, delivery_id, organisation_of(actor), by=actor.subject)
    await tell(tx, request, _("Ingetrokken. Deze versie telt niet mee."))
    return go("/opleveringen")


async def _to(tx: Transaction, actor: Actor, delivery_id: UUID, step: Step) -> Delivery:
    """The organisation's own delivery, if the step is possible now. Raises ``RefusedError``."""
    delivery = await store.get(tx, delivery_id, organisation_of(actor))
    if delivery is None:
        raise DeliveryNotFoundError
    take_step.check(delivery, step)
    return delivery


def _refuse(form: Form[Any], refusal: RefusedError) -> None:
    """The operation's words at the fields of this form."""
    said: Form[Any] = Form()
    said.refuse(refusal)
    for field, reason in said.errors.items():
        name = {"reason": "reden"}.get(field, field.replace("answers.", ANSWER))
        form.errors.setdefault(name, reason)


async def _ask(request: Request, tx: Transaction, delivery: Delivery, form: Form[Any]) -> Response:
    period = store.period_of(delivery.year, delivery.half)
    return page(
        request,
        "sign.html",
        status=422 if form.errors else 200,
        delivery=delivery,
        period=period,
        acceptable_from=None if is_over(period, tx.now) else acceptable_from(period),
        leaves_on=await day_of(tx, delivery),
        today=city_day(tx.now),
        counted=preview(await store.rows(tx, delivery.delivery_id)),
        frozen=await store.is_frozen(tx, delivery.year) and delivery.reason is None,
        form=form,
        labels=labels,
    )
