"""Forms of an appeal: lodged at the court, and judged."""

from datetime import date
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from contracts.codes import AppealVerdict
from enforcement.appeals import judge, lodge
from enforcement.authorisation import CASE_WORKERS
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.store.timeline import By
from enforcement.gas import labels
from enforcement.gas.rules import GasStep


class AppealForm(Body):
    day: date | None = Field(default=None, alias="dag")
    roll_number: str | None = Field(default=None, min_length=1, max_length=120, alias="rolnummer")


class JudgmentForm(Body):
    verdict: AppealVerdict = Field(alias="vonnis")
    amount: int | None = Field(default=None, ge=1, le=100_000, alias="bedrag")
    summary: str | None = Field(default=None, max_length=4000, alias="samenvatting")
    day: date | None = Field(default=None, alias="dag")
    sure: str = Field(default="", alias="zeker")


async def _lodge(tx: Transaction, case_id: UUID, actor: Actor, form: AppealForm) -> None:
    by, moment = By.actor(actor), moment_of(tx, form.day)
    await lodge.lodge(tx, case_id, by, moment, form.roll_number)


async def _judge(tx: Transaction, case_id: UUID, actor: Actor, form: JudgmentForm) -> None:
    moment = moment_of(tx, form.day)
    judgment = judge.Judgment(form.verdict, form.summary, form.amount, moment)
    await judge.record_judgment(tx, case_id, By.actor(actor), judgment)


FORMS: tuple[StepForm, ...] = (
    StepForm(
        GasStep.APPEAL,
        "beroep",
        CASE_WORKERS,
        _lodge,
        AppealForm,
        (
            day_field(mark("Ingesteld op")),
            FormField(
                "rolnummer",
                Look.LINE,
                mark("Rolnummer"),
                mark("Laat leeg als het nog niet gekend is."),
            ),
        ),
        mark("Tot het vonnis kan de boete niet worden ingevorderd."),
    ),
    StepForm(
        GasStep.JUDGMENT,
        "vonnis",
        CASE_WORKERS,
        _judge,
        JudgmentForm,
        (
            FormField(
                "vonnis", Look.CHOICE, mark("Wat besliste de rechtbank?"), choices=labels.VERDICT
            ),
            FormField(
                "bedrag",
                Look.EUROS,
                mark("Nieuw bedrag in euro"),
                mark("Alleen als de boete herzien is."),
            ),
            FormField("samenvatting", Look.AREA, mark("Kort waarom"), NO_NAMES),
            day_field(mark("Dag van het vonnis")),
        ),
        asks=True,
    ),
)
