"""Forms of the investigation itself: consultations, its extension, the directorate's advice."""

from datetime import date
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import (
    FormField,
    Look,
    StepForm,
    Sure,
    day_field,
    moment_of,
)
from enforcement.cases.store.timeline import By
from enforcement.functions import INVESTIGATORS, MAYOR
from enforcement.integrity_investigations import ask_advice, consult, labels
from enforcement.integrity_investigations.rules import (
    CONSULTED,
    Admissibility,
    IntegrityStep,
    Outcome,
    Source,
)

ASKED = {source: labels.SOURCE[source] for source in CONSULTED}


class ConsultationForm(Body):
    source: Source = Field(alias="bron")
    outcome: Outcome = Field(alias="uitkomst")
    note: str | None = Field(default=None, max_length=4000, alias="nota")
    day: date | None = Field(default=None, alias="dag")


class DayForm(Body):
    day: date | None = Field(default=None, alias="dag")


class AdmissibilityForm(Body):
    answer: Admissibility = Field(alias="antwoord")
    day: date | None = Field(default=None, alias="dag")


class AdviceForm(Body):
    summary: str = Field(min_length=3, max_length=4000, alias="samenvatting")
    day: date | None = Field(default=None, alias="dag")


async def _consult(tx: Transaction, case_id: UUID, actor: Actor, form: ConsultationForm) -> None:
    said_at = moment_of(tx, form.day)
    by = By.actor(actor)
    await consult.consult(
        tx, case_id, by, form.source, outcome=form.outcome, note=form.note, said_at=said_at
    )


async def _extend(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await consult.extend(tx, case_id, By.actor(actor))


async def _ask(tx: Transaction, case_id: UUID, actor: Actor, form: DayForm) -> None:
    await ask_advice.ask_advice(tx, case_id, By.actor(actor), moment_of(tx, form.day))


async def _answer(tx: Transaction, case_id: UUID, actor: Actor, form: AdmissibilityForm) -> None:
    told_at = moment_of(tx, form.day)
    await ask_advice.note_admissibility(tx, case_id, By.actor(actor), form.answer, told_at)


async def _receive(tx: Transaction, case_id: UUID, actor: Actor, form: AdviceForm) -> None:
    by, advised_at = By.actor(actor), moment_of(tx, form.day)
    await ask_advice.receive_advice(tx, case_id, by, summary=form.summary, advised_at=advised_at)


FORMS: tuple[StepForm, ...] = (
    StepForm(
        IntegrityStep.CONSULTATION,
        "raadpleging",
        INVESTIGATORS,
        _consult,
        ConsultationForm,
        (
            FormField("bron", Look.CHOICE, mark("Wie of wat is geraadpleegd?"), choices=ASKED),
            FormField("uitkomst", Look.CHOICE, mark("Uitkomst"), choices=labels.OUTCOME),
            FormField("nota", Look.AREA, mark("Wat is gevonden?"), labels.GOES_SOON),
            day_field(mark("Dag van het antwoord")),
        ),
        mark("Het Centraal Register raadplegen is verplicht. Al de rest mag."),
    ),
    StepForm(
        IntegrityStep.EXTENSION,
        "verlengen",
        MAYOR,
        _extend,
        Sure,
        explained=mark("Het onderzoek krijgt dertig werkdagen meer. Dat kan één keer."),
        asks=True,
    ),
    StepForm(
        IntegrityStep.ADVICE_REQUEST,
        "advies-vragen",
        INVESTIGATORS,
        _ask,
        DayForm,
        (day_field(mark("Dag van de vraag")),),
        mark("Zonder dit advies kan het college niets weigeren, schorsen, opheffen of sluiten."),
    ),
    StepForm(
        IntegrityStep.ADMISSIBILITY,
        "ontvankelijk",
        INVESTIGATORS,
        _answer,
        AdmissibilityForm,
        (
            FormField(
                "antwoord",
                Look.CHOICE,
                mark("Wat antwoordde de DIOB op de vraag?"),
                choices=labels.ADMISSIBILITY,
            ),
            day_field(mark("Dag van het antwoord")),
        ),
    ),
    StepForm(
        IntegrityStep.ADVICE,
        "advies",
        INVESTIGATORS,
        _receive,
        AdviceForm,
        (
            FormField("samenvatting", Look.AREA, mark("Wat adviseert de DIOB?"), labels.GOES_SOON),
            day_field(mark("Dag van ontvangst")),
        ),
        mark("Het advies is niet bindend. Bewaar het: het gaat als bijlage bij de beslissing."),
    ),
)
