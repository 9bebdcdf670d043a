"""Forms of an appeal, from its lodging to its judgment, and of the end of a case."""

from datetime import date
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from contracts.codes import AppealVerdict
from enforcement.appeals import judge, lodge
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
from enforcement.gas import close, labels
from enforcement.gas.rules import GasStep


class AppealForm(Body):
    day: date | None = Field(default=None, alias="dag")
    roll_number: str | None = Field(default=None, min_length=1, max_length=120, alias="rolnummer")


class LawyerForm(Body):
    law_office: str = Field(min_length=1, max_length=120, alias="kantoor")


class FileForm(Body):
    day: date | None = Field(default=None, alias="dag")


class JudgmentForm(Body):
    verdict: AppealVerdict = Field(alias="vonnis")
    amount: int | None = Field(default=None, ge=1, le=100_000, alias="bedrag")
    summary: str | None = Field(default=None, max_length=4000, alias="samenvatting")
    day: date | None = Field(default=None, alias="dag")
    sure: str = Field(default="", alias="zeker")


async def _lodge(tx: Transaction, case_id: UUID, actor: Actor, form: AppealForm) -> None:
    by, moment = By.actor(actor), moment_of(tx, form.day)
    await lodge.lodge(tx, case_id, by, moment, form.roll_number)


async def _lawyer(tx: Transaction, case_id: UUID, actor: Actor, form: LawyerForm) -> None:
    await lodge.appoint_lawyer(tx, case_id, By.actor(actor), form.law_office)


async def _file(tx: Transaction, case_id: UUID, actor: Actor, form: FileForm) -> None:
    await lodge.send_file(tx, case_id, By.actor(actor), moment_of(tx, form.day))


async def _close(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await close.close_case(tx, case_id, By.actor(actor))


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
        mark(
            "Leg elk beroep vast, ook na de termijn: daarover oordeelt de rechtbank. Tot het "
            "vonnis kan de boete niet worden ingevorderd."
        ),
    ),
    StepForm(
        GasStep.APPEAL_LAWYER,
        "advocaat",
        CASE_WORKERS,
        _lawyer,
        LawyerForm,
        (FormField("kantoor", Look.LINE, mark("Kantoor van de advocaat")),),
    ),
    StepForm(
        GasStep.APPEAL_FILE,
        "neergelegd",
        CASE_WORKERS,
        _file,
        FileForm,
        (day_field(mark("Neergelegd op")),),
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
    StepForm(
        GasStep.CLOSING,
        "afsluiten",
        CASE_WORKERS,
        _close,
        explained=mark("Er is niets meer te doen. Het dossier blijft in het register."),
        button=mark("Sluit het dossier"),
    ),
)
