"""Forms of the execution: ask for a check, choose a sequel, lift the sanction, close the file."""

from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import NO_NAMES, FormField, Look, StepForm
from enforcement.cases.store.timeline import By
from enforcement.functions import BODIES, CASE_WORKERS
from enforcement.sanctions import check_execution, labels
from enforcement.sanctions.close import close
from enforcement.sanctions.reopen import reopen
from enforcement.sanctions.rules import SanctionStep, Sequel
from enforcement.sanctions.secretariats import SECRETARIAT_OF


class SequelForm(Body):
    sequel: Sequel = Field(alias="gevolg")
    reason: str = Field(min_length=3, max_length=4000, alias="reden")


class TakenBackForm(Body):
    reason: str = Field(min_length=3, max_length=4000, alias="reden")


class LiftingForm(Body):
    reason: str = Field(min_length=3, max_length=4000, alias="reden")
    sure: str = Field(default="", alias="zeker")


class ClosingForm(Body):
    reason: str | None = Field(default=None, max_length=4000, alias="reden")


async def _request_check(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await check_execution.request_check(tx, case_id, By.actor(actor))


async def _take_back(tx: Transaction, case_id: UUID, actor: Actor, form: TakenBackForm) -> None:
    await check_execution.take_back_request(tx, case_id, By.actor(actor), form.reason)


async def _choose(tx: Transaction, case_id: UUID, actor: Actor, form: SequelForm) -> None:
    await check_execution.choose_sequel(tx, case_id, By.actor(actor), form.sequel, form.reason)


async def _lift(tx: Transaction, case_id: UUID, actor: Actor, form: LiftingForm) -> None:
    by, body = By.actor(actor), SECRETARIAT_OF[actor.function]
    await reopen(tx, case_id, by, form.reason, body)


async def _close(tx: Transaction, case_id: UUID, actor: Actor, form: ClosingForm) -> None:
    await close(tx, case_id, By.actor(actor), form.reason)


_WHY = FormField("reden", Look.AREA, mark("Waarom?"), NO_NAMES)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        SanctionStep.EXECUTION_CHECK_REQUEST,
        "controle-vragen",
        CASE_WORKERS,
        _request_check,
        explained=mark("De politie gaat kijken of de sanctie nageleefd wordt."),
    ),
    StepForm(
        SanctionStep.EXECUTION_CHECK_WITHDRAWAL,
        "controle-intrekken",
        CASE_WORKERS,
        _take_back,
        TakenBackForm,
        (_WHY,),
        mark("De politie hoeft niet meer te gaan kijken. Een antwoord dat toch komt, bewaren we."),
    ),
    StepForm(
        SanctionStep.SEQUEL,
        "gevolg",
        CASE_WORKERS,
        _choose,
        SequelForm,
        (
            FormField("gevolg", Look.CHOICE, mark("Wat volgt er?"), choices=labels.SEQUEL),
            _WHY,
        ),
        mark("Verzegelen of een dwangsom opleggen beslist de burgemeester of het college."),
    ),
    StepForm(
        SanctionStep.REOPENING,
        "opheffen",
        BODIES,
        _lift,
        LiftingForm,
        (_WHY,),
        mark("Alleen het orgaan dat de sanctie oplegde, heft ze op."),
        asks=True,
    ),
    StepForm(
        SanctionStep.CLOSING,
        "sanctie-afsluiten",
        CASE_WORKERS,
        _close,
        ClosingForm,
        (
            FormField(
                "reden",
                Look.AREA,
                mark("Waarom sluit je dit dossier?"),
                mark("Verplicht zonder beslissing, of als de sanctie niet nageleefd werd."),
            ),
        ),
    ),
)
