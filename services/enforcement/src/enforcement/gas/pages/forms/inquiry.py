"""Forms before anything is sent: the fine in view, the prosecutor, and early ends."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from chassis.web.pages.site import moment
from enforcement.case_documents.labels import KIND
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
from enforcement.gas import ask_prosecutor, dismiss, labels, protect_minor, separate, triage
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


class CopyForm(Body):
    proof: UUID = Field(alias="bewijs")
    day: date | None = Field(default=None, alias="dag")


class DayForm(Body):
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


async def _copy(tx: Transaction, case_id: UUID, actor: Actor, form: CopyForm) -> None:
    by, moment = By.actor(actor), moment_of(tx, form.day)
    await protect_minor.note_prosecutor_copy(tx, case_id, by, form.proof, moment)


async def _proofs(tx: Transaction, case_id: UUID) -> Mapping[str, Mapping[Any, str]]:
    found = await protect_minor.proofs(tx, case_id)
    return {
        "bewijs": {
            str(each.document_id): f"{_(KIND[each.kind])}, {moment(each.added_at)}"
            for each in found
        }
    }


async def _counsel(tx: Transaction, case_id: UUID, actor: Actor, form: DayForm) -> None:
    await protect_minor.note_counsel(tx, case_id, By.actor(actor), moment_of(tx, form.day))


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
        GasStep.PROSECUTOR_COPY,
        "parket-kopie",
        GAS,
        _copy,
        CopyForm,
        (
            FormField(
                "bewijs",
                Look.CHOICE,
                mark("Welk stuk bewijst het?"),
                mark("Voeg het bewijs van verzending eerst toe bij de stukken."),
            ),
            day_field(mark("Verzonden op")),
        ),
        mark("Van elke vaststelling over een minderjarige krijgt het parket een kopie."),
        choices=_proofs,
    ),
    StepForm(
        GasStep.COUNSEL,
        "advocaat-minderjarige",
        GAS,
        _counsel,
        DayForm,
        (day_field(mark("Aangewezen op")),),
        mark("De stafhouder wijst binnen twee werkdagen een advocaat aan."),
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
