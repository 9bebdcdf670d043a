"""Forms before anything is sent: the fine in view, the prosecutor, and early ends."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.authorisation import GAS
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.store.timeline import By
from enforcement.gas import ask_prosecutor, dismiss, labels, separate, triage
from enforcement.gas.rules import GasStep, MixedOffence, ProsecutorAnswer


class YesNo(StrEnum):
    JA = "ja"
    NEE = "nee"


class TriageForm(Body):
    envisaged: int = Field(ge=1, le=100_000, alias="bedrag")
    minor: YesNo | None = Field(default=None, alias="minderjarig")


class ReferralForm(Body):
    mixed: MixedOffence = Field(alias="inbreuk")
    day: date | None = Field(default=None, alias="dag")


class ReplyForm(Body):
    answer: ProsecutorAnswer = Field(alias="antwoord")
    day: date | None = Field(default=None, alias="dag")


class ReasonForm(Body):
    reason: str = Field(min_length=3, max_length=4000, alias="reden")


async def _triage(tx: Transaction, case_id: UUID, actor: Actor, form: TriageForm) -> None:
    minor = None if form.minor is None else form.minor is YesNo.JA
    choice = triage.Triage(envisaged=form.envisaged, minor=minor)
    await triage.triage(tx, case_id, By.actor(actor), choice)


async def _refer(tx: Transaction, case_id: UUID, actor: Actor, form: ReferralForm) -> None:
    await ask_prosecutor.refer(tx, case_id, By.actor(actor), form.mixed, moment_of(tx, form.day))


async def _reply(tx: Transaction, case_id: UUID, actor: Actor, form: ReplyForm) -> None:
    by, moment = By.actor(actor), moment_of(tx, form.day)
    await ask_prosecutor.record_answer(tx, case_id, by, form.answer, moment)


async def _silence(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await ask_prosecutor.note_silence(tx, case_id, By.actor(actor))


async def _inadmissible(tx: Transaction, case_id: UUID, actor: Actor, form: ReasonForm) -> None:
    await dismiss.declare_inadmissible(tx, case_id, By.actor(actor), form.reason)


async def _shelve(tx: Transaction, case_id: UUID, actor: Actor, form: ReasonForm) -> None:
    await dismiss.shelve(tx, case_id, By.actor(actor), form.reason)


async def _separate(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await separate.separate(tx, case_id, By.actor(actor))


_REASON = (FormField("reden", Look.AREA, mark("Waarom?"), NO_NAMES),)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        GasStep.TRIAGE,
        "bekijken",
        GAS,
        _triage,
        TriageForm,
        (
            FormField(
                "bedrag",
                Look.EUROS,
                mark("Beoogde geldboete in euro"),
                mark("Boven 70 euro krijgt de persoon recht op een hoorzitting."),
            ),
            FormField(
                "minderjarig",
                Look.CHOICE,
                mark("Was de persoon minderjarig op de dag van de feiten?"),
                mark("Alleen als de geboortedatum niet gekend is."),
                {YesNo.JA: mark("Ja"), YesNo.NEE: mark("Nee")},
            ),
        ),
    ),
    StepForm(
        GasStep.PROSECUTOR_REFERRAL,
        "parket",
        GAS,
        _refer,
        ReferralForm,
        (
            FormField("inbreuk", Look.CHOICE, mark("Welke inbreuk?"), choices=labels.MIXED),
            day_field(mark("Het parket kreeg het PV op")),
        ),
    ),
    StepForm(
        GasStep.PROSECUTOR_ANSWER,
        "parket-antwoord",
        GAS,
        _reply,
        ReplyForm,
        (
            FormField("antwoord", Look.CHOICE, mark("Wat zei het parket?"), choices=labels.REPLY),
            day_field(mark("Dag van het antwoord")),
        ),
    ),
    StepForm(
        GasStep.PROSECUTOR_SILENCE,
        "parket-zweeg",
        GAS,
        _silence,
        explained=mark("De termijn van het parket is voorbij en er kwam geen antwoord."),
    ),
    StepForm(
        GasStep.SEPARATION,
        "losmaken",
        GAS,
        _separate,
        explained=mark("De feiten gaan uit het andere dossier. Dit dossier gaat alleen verder."),
        button=mark("Maak ongedaan"),
    ),
    StepForm(GasStep.INADMISSIBLE, "onontvankelijk", GAS, _inadmissible, ReasonForm, _REASON),
    StepForm(GasStep.SHELVING, "seponeren", GAS, _shelve, ReasonForm, _REASON),
)
