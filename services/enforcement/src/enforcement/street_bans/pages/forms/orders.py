"""Forms of the order, its renewal, notification, confirmation, and what ends it."""

from datetime import date
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import NO_NAMES, FormField, Look, StepForm, Sure
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS, COLLEGE, MAYOR
from enforcement.street_bans import confirm, end, labels, order, store, tell_person
from enforcement.street_bans.order import Order
from enforcement.street_bans.rules import BanStep, Confirmation


class OrderForm(Body):
    first_day: date = Field(alias="vanaf")
    last_day: date = Field(alias="tot")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    sure: str = Field(default="", alias="zeker")

    def order(self) -> Order:
        return Order(self.first_day, self.last_day, self.motivation)


class NotificationForm(Body):
    received_on: date | None = Field(default=None, alias="ontvangen")
    remedy_told: bool = Field(default=False, alias="beroep")


class ConfirmationForm(Body):
    outcome: Confirmation = Field(alias="uitkomst")
    meeting_on: date | None = Field(default=None, alias="vergadering")
    sure: str = Field(default="", alias="zeker")


class ReasonForm(Body):
    reason: str = Field(min_length=3, max_length=2000, alias="reden")
    sure: str = Field(default="", alias="zeker")


async def _order(tx: Transaction, case_id: UUID, actor: Actor, form: OrderForm) -> None:
    await order.order(tx, case_id, By.actor(actor), form.order())


async def _renew(tx: Transaction, case_id: UUID, actor: Actor, form: OrderForm) -> None:
    await order.renew(tx, case_id, By.actor(actor), form.order())


async def _notify(tx: Transaction, case_id: UUID, actor: Actor, form: NotificationForm) -> None:
    by, received_on = By.actor(actor), form.received_on
    await tell_person.note_notified(tx, case_id, by, received_on, remedy_told=form.remedy_told)


async def _confirm(tx: Transaction, case_id: UUID, actor: Actor, form: ConfirmationForm) -> None:
    await confirm.confirm(tx, case_id, By.actor(actor), form.outcome, form.meeting_on)


async def _meeting(tx: Transaction, case_id: UUID) -> dict[str, list[str]]:
    meeting_on = (await store.get(tx, case_id)).meeting_on
    return {} if meeting_on is None else {"vergadering": [str(meeting_on)]}


async def _lift(tx: Transaction, case_id: UUID, actor: Actor, form: ReasonForm) -> None:
    await end.lift(tx, case_id, By.actor(actor), form.reason)


async def _stop(tx: Transaction, case_id: UUID, actor: Actor, form: ReasonForm) -> None:
    await end.discontinue(tx, case_id, By.actor(actor), form.reason)


async def _close(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await end.close(tx, case_id, By.actor(actor))


ORDERED = (
    FormField("vanaf", Look.DAY, mark("Eerste dag")),
    FormField("tot", Look.DAY, mark("Laatste dag"), mark("Hoogstens een maand.")),
    FormField("motivering", Look.AREA, mark("Motivering"), NO_NAMES),
)
TOLD = mark("De politie weet het meteen. Het verbod werkt pas als de betrokkene het bevel kreeg.")
REASON = FormField("reden", Look.AREA, mark("Reden"), NO_NAMES)
FORMS: tuple[StepForm, ...] = (
    StepForm(BanStep.ORDER, "bevel", MAYOR, _order, OrderForm, ORDERED, TOLD, asks=True),
    StepForm(BanStep.RENEWAL, "hernieuwing", MAYOR, _renew, OrderForm, ORDERED, TOLD, asks=True),
    StepForm(
        BanStep.NOTIFICATION,
        "kennisgeving",
        CASE_WORKERS,
        _notify,
        NotificationForm,
        (
            FormField(
                "ontvangen",
                Look.DAY,
                mark("Dag op het ontvangstbewijs"),
                mark("Laat leeg als het nu overhandigd is."),
            ),
            FormField("beroep", Look.TICK, mark("De brief zegt hoe en tot wanneer beroep kan.")),
        ),
    ),
    StepForm(
        BanStep.CONFIRMATION,
        "bevestiging",
        COLLEGE,
        _confirm,
        ConfirmationForm,
        (
            FormField(
                "uitkomst",
                Look.CHOICE,
                mark("Wat besliste het college?"),
                choices=labels.CONFIRMATION,
            ),
            FormField(
                "vergadering",
                Look.DAY,
                mark("Dag van de vergadering"),
                mark(
                    "De eerste na het bevel, of op de dag zelf. Ze mag enkele dagen voorbij zijn."
                ),
            ),
        ),
        asks=True,
        begins=_meeting,
    ),
    StepForm(
        BanStep.LIFTING,
        "opheffen",
        MAYOR,
        _lift,
        ReasonForm,
        (REASON,),
        mark("Het verbod houdt meteen op, ook bij de politie."),
        asks=True,
    ),
    StepForm(BanStep.DISCONTINUATION, "stopzetten", MAYOR, _stop, ReasonForm, (REASON,), asks=True),
    StepForm(BanStep.CLOSING, "afsluiten", CASE_WORKERS, _close, Sure, asks=True),
)
