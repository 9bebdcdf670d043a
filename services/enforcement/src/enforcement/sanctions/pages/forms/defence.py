"""Forms of the defence: invite the owner, hear, write down a defence, or note silence."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from chassis.days import CITY
from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS
from enforcement.sanctions import defend
from enforcement.sanctions.pages.forms.warnings import BY_HAND
from enforcement.sanctions.rules import SanctionStep


class InvitationForm(Body):
    hearing_at: datetime = Field(alias="moment")
    sent_at: date | None = Field(default=None, alias="dag")
    by_hand: bool = Field(default=False, alias="ontvangstbewijs")
    agreed: bool = Field(default=False, alias="vroeger")


class HearingForm(Body):
    held_at: date | None = Field(default=None, alias="dag")
    report: str = Field(min_length=3, max_length=4000, alias="verslag")
    final: bool = Field(default=False, alias="volledig")


class DefenceForm(Body):
    received_at: date | None = Field(default=None, alias="dag")
    summary: str | None = Field(default=None, max_length=4000, alias="samenvatting")
    final: bool = Field(default=False, alias="volledig")


async def _invite(tx: Transaction, case_id: UUID, actor: Actor, form: InvitationForm) -> None:
    """The hour is the city's, as somebody read it from the clock."""
    hearing_at = form.hearing_at.replace(tzinfo=CITY)
    invitation = defend.Invitation(
        hearing_at, moment_of(tx, form.sent_at), not form.by_hand, form.agreed
    )
    await defend.invite(tx, case_id, By.actor(actor), invitation)


async def _hear(tx: Transaction, case_id: UUID, actor: Actor, form: HearingForm) -> None:
    held_at = moment_of(tx, form.held_at)
    await defend.hear(
        tx, case_id, By.actor(actor), report=form.report, held_at=held_at, final=form.final
    )


async def _write(tx: Transaction, case_id: UUID, actor: Actor, form: DefenceForm) -> None:
    received_at = moment_of(tx, form.received_at)
    await defend.receive_defence(
        tx,
        case_id,
        By.actor(actor),
        summary=form.summary,
        received_at=received_at,
        final=form.final,
    )


async def _silence(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await defend.note_silence(tx, case_id, By.actor(actor))


_FINAL = FormField(
    "volledig",
    Look.TICK,
    mark("De eigenaar zegt dat er niets meer komt. Dan mag het orgaan vroeger beslissen."),
)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        SanctionStep.HEARING_INVITATION,
        "uitnodiging",
        CASE_WORKERS,
        _invite,
        InvitationForm,
        (
            FormField("moment", Look.MOMENT, mark("Dag en uur van de hoorzitting")),
            day_field(mark("Uitnodiging verstuurd op")),
            BY_HAND,
            FormField(
                "vroeger", Look.TICK, mark("De eigenaar vraagt om vroeger gehoord te worden.")
            ),
        ),
        mark("De eigenaar mag komen, en mag schrijven. De termijn begint bij de ontvangst."),
    ),
    StepForm(
        SanctionStep.HEARING,
        "gehoord",
        CASE_WORKERS,
        _hear,
        HearingForm,
        (
            day_field(mark("Gehouden op")),
            FormField("verslag", Look.AREA, mark("Verslag van de hoorzitting"), NO_NAMES),
            _FINAL,
        ),
    ),
    StepForm(
        SanctionStep.WRITTEN_DEFENCE,
        "schriftelijk-verweer",
        CASE_WORKERS,
        _write,
        DefenceForm,
        (
            day_field(mark("Ontvangen op")),
            FormField("samenvatting", Look.AREA, mark("Kort wat erin staat"), NO_NAMES),
            _FINAL,
        ),
    ),
    StepForm(
        SanctionStep.NO_DEFENCE,
        "geen-verweer",
        CASE_WORKERS,
        _silence,
        explained=mark("De hoorzitting en de termijn zijn om, en er kwam niets."),
    ),
)
