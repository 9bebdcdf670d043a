"""Forms of the hearing: invitation, report, written defence, absence."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from chassis.days import CITY
from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import FormField, Look, StepForm, day_field, moment_of
from enforcement.cases.store.timeline import By
from enforcement.functions import INVESTIGATORS
from enforcement.integrity_investigations import hear
from enforcement.integrity_investigations.hear import Invitation
from enforcement.integrity_investigations.pages.forms.examination import GOES_SOON
from enforcement.integrity_investigations.rules import IntegrityStep


class InvitationForm(Body):
    hearing_at: datetime = Field(alias="moment")
    sent_on: date | None = Field(default=None, alias="dag")
    received_on: date | None = Field(default=None, alias="ontvangen")
    sooner: bool = Field(default=False, alias="eerder")


class ReportForm(Body):
    report: str = Field(min_length=3, max_length=4000, alias="verslag")
    day: date | None = Field(default=None, alias="dag")


class DefenceForm(Body):
    summary: str = Field(min_length=3, max_length=4000, alias="samenvatting")
    no_hearing_wanted: bool = Field(default=False, alias="geen_hoorzitting")
    day: date | None = Field(default=None, alias="dag")


async def _invite(tx: Transaction, case_id: UUID, actor: Actor, form: InvitationForm) -> None:
    planned = form.hearing_at.replace(tzinfo=CITY)
    sent_at = moment_of(tx, form.sent_on)
    invitation = Invitation(planned, sent_at, form.received_on, form.sooner)
    await hear.invite(tx, case_id, By.actor(actor), invitation)


async def _hear(tx: Transaction, case_id: UUID, actor: Actor, form: ReportForm) -> None:
    by, held_at = By.actor(actor), moment_of(tx, form.day)
    await hear.hear(tx, case_id, by, report=form.report, held_at=held_at)


async def _defend(tx: Transaction, case_id: UUID, actor: Actor, form: DefenceForm) -> None:
    await hear.defend(
        tx,
        case_id,
        By.actor(actor),
        summary=form.summary,
        received_at=moment_of(tx, form.day),
        no_hearing_wanted=form.no_hearing_wanted,
    )


async def _absent(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await hear.note_absence(tx, case_id, By.actor(actor))


FORMS: tuple[StepForm, ...] = (
    StepForm(
        IntegrityStep.HEARING_INVITATION,
        "uitnodigen",
        INVESTIGATORS,
        _invite,
        InvitationForm,
        (
            FormField(
                "moment",
                Look.MOMENT,
                mark("Dag en uur van de hoorzitting"),
                mark("Na de termijn om zich voor te bereiden."),
            ),
            day_field(mark("Dag waarop de uitnodiging vertrok")),
            FormField(
                "ontvangen",
                Look.DAY,
                mark("Dag op het ontvangstbewijs"),
                mark("Laat leeg zonder ontvangstbewijs: dan telt de derde werkdag."),
            ),
            FormField("eerder", Look.TICK, mark("De betrokkene vroeg zelf om eerder te komen.")),
        ),
        mark(
            "De uitnodiging is aangetekend of gaat tegen ontvangstbewijs. Wie een geldige reden "
            "heeft om niet te komen, krijgt een nieuwe."
        ),
    ),
    StepForm(
        IntegrityStep.HEARING,
        "hoorzitting",
        INVESTIGATORS,
        _hear,
        ReportForm,
        (
            FormField("verslag", Look.AREA, mark("Verslag"), GOES_SOON),
            day_field(mark("Dag van de hoorzitting")),
        ),
    ),
    StepForm(
        IntegrityStep.WRITTEN_DEFENCE,
        "verweer",
        INVESTIGATORS,
        _defend,
        DefenceForm,
        (
            FormField("samenvatting", Look.AREA, mark("Wat schreef de betrokkene?"), GOES_SOON),
            FormField(
                "geen_hoorzitting",
                Look.TICK,
                mark("De betrokkene wil niet meer gehoord worden."),
            ),
            day_field(mark("Dag van ontvangst")),
        ),
    ),
    StepForm(
        IntegrityStep.ABSENCE,
        "niet-verschenen",
        INVESTIGATORS,
        _absent,
        explained=mark("De betrokkene kwam niet en gaf daar geen geldige reden voor."),
    ),
)
