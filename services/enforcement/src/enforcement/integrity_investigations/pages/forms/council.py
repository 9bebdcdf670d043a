"""Forms of a request to the Council of State, and of its rulings."""

from datetime import date
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from contracts.codes import CouncilRuling
from enforcement.cases.pages.step_form import FormField, Look, StepForm, day_field, moment_of
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.labels import RULING, URGENCY
from enforcement.council_of_state.rules import Urgency
from enforcement.integrity_authorisation import INVESTIGATORS
from enforcement.integrity_investigations import contest
from enforcement.integrity_investigations.rules import IntegrityStep


class AppealForm(Body):
    urgency: Urgency = Field(alias="schorsing")
    day: date | None = Field(default=None, alias="dag")


class RulingForm(Body):
    ruling: CouncilRuling = Field(alias="uitspraak")
    day: date | None = Field(default=None, alias="dag")
    sure: str = Field(default="", alias="zeker")


async def _lodge(tx: Transaction, case_id: UUID, actor: Actor, form: AppealForm) -> None:
    lodged_at = moment_of(tx, form.day)
    await contest.lodge(tx, case_id, By.actor(actor), form.urgency, lodged_at)


async def _rule(tx: Transaction, case_id: UUID, actor: Actor, form: RulingForm) -> None:
    ruled_at = moment_of(tx, form.day)
    await contest.record_ruling(tx, case_id, By.actor(actor), form.ruling, ruled_at)


FORMS: tuple[StepForm, ...] = (
    StepForm(
        IntegrityStep.COUNCIL_APPEAL,
        "raad-van-state",
        INVESTIGATORS,
        _lodge,
        AppealForm,
        (
            FormField("schorsing", Look.CHOICE, mark("Wat is gevraagd?"), choices=URGENCY),
            day_field(mark("Ingesteld op")),
        ),
        mark(
            "Is de schorsing uiterst dringend gevraagd binnen de wachttijd? Dan werkt de "
            "beslissing niet tot de uitspraak daarover."
        ),
    ),
    StepForm(
        IntegrityStep.COUNCIL_RULING,
        "raad-van-state-uitspraak",
        INVESTIGATORS,
        _rule,
        RulingForm,
        (
            FormField(
                "uitspraak",
                Look.CHOICE,
                mark("Wat besliste de Raad van State?"),
                choices=RULING,
            ),
            day_field(mark("Dag van de uitspraak")),
        ),
        mark("De uitspraak werkt meteen, ook in de kalender en bij de politie."),
        asks=True,
    ),
)
