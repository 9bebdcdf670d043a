"""Forms of the hearing: asked for, withdrawn, held, or missed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from chassis.web.pages.site import moment as shown
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.store.timeline import By
from enforcement.functions import GAS
from enforcement.gas.rules import GasStep
from enforcement.hearings import hold, plan, store

OFFERED = 30
"""Slots that a form offers."""


class WishForm(Body):
    slot: UUID | None = Field(default=None, alias="moment")
    interpreter: str | None = Field(default=None, min_length=2, max_length=40, alias="tolk")
    with_lawyer: bool = Field(default=False, alias="advocaat")


class RequestForm(WishForm):
    day: date | None = Field(default=None, alias="dag")


class ReportForm(Body):
    report: str = Field(min_length=3, max_length=4000, alias="verslag")
    day: date | None = Field(default=None, alias="dag")


async def _request(tx: Transaction, case_id: UUID, actor: Actor, form: RequestForm) -> None:
    await plan.request(tx, case_id, By.actor(actor), _wish(form), moment_of(tx, form.day))


async def _plan_anew(tx: Transaction, case_id: UUID, actor: Actor, form: WishForm) -> None:
    await plan.plan_anew(tx, case_id, By.actor(actor), _wish(form))


async def _withdraw(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await plan.withdraw(tx, case_id, By.actor(actor))


async def _hear(tx: Transaction, case_id: UUID, actor: Actor, form: ReportForm) -> None:
    await hold.hear(tx, case_id, By.actor(actor), form.report, moment_of(tx, form.day))


async def _missed(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await hold.note_absence(tx, case_id, By.actor(actor))


def _wish(form: WishForm) -> plan.HearingWish:
    return plan.HearingWish(form.slot, form.interpreter, form.with_lawyer)


async def _slots(tx: Transaction, _case_id: UUID) -> Mapping[str, Mapping[Any, str]]:
    """The free slots by field, the first on top."""
    slots = await store.free_slots(tx, OFFERED)
    return {"moment": {slot.slot_id: f"{shown(slot.starts_at)}, {slot.place}" for slot in slots}}


_WISH = (
    FormField(
        "moment",
        Look.CHOICE,
        mark("Wanneer en waar?"),
        mark("Staat er niets bij? Maak eerst momenten vrij, of kies later."),
        {},
    ),
    FormField("tolk", Look.LINE, mark("Taal van de tolk"), mark("Laat leeg als er geen nodig is.")),
    FormField("advocaat", Look.TICK, mark("De persoon brengt een advocaat mee.")),
)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        GasStep.HEARING_REQUEST,
        "hoorzitting",
        GAS,
        _request,
        RequestForm,
        (day_field(mark("Gevraagd op")), *_WISH),
        choices=_slots,
        link=(mark("Momenten voor hoorzittingen"), "/hoorzittingen"),
    ),
    StepForm(
        GasStep.NEW_INVITATION,
        "hoorzitting-opnieuw",
        GAS,
        _plan_anew,
        WishForm,
        _WISH,
        choices=_slots,
        link=(mark("Momenten voor hoorzittingen"), "/hoorzittingen"),
    ),
    StepForm(
        GasStep.HEARING_WITHDRAWAL,
        "hoorzitting-ingetrokken",
        GAS,
        _withdraw,
        explained=mark("De persoon wil niet meer gehoord worden. Het moment komt vrij."),
    ),
    StepForm(
        GasStep.HEARING,
        "hoorzitting-verslag",
        GAS,
        _hear,
        ReportForm,
        (
            day_field(mark("Gehouden op")),
            FormField("verslag", Look.AREA, mark("Verslag van de hoorzitting"), NO_NAMES),
        ),
    ),
    StepForm(
        GasStep.NO_SHOW,
        "niet-verschenen",
        GAS,
        _missed,
        explained=mark("Niemand kwam, en de uitnodiging was op tijd aangekomen."),
    ),
)
