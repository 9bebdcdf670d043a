"""Forms before an order: the judicial authorities, and the draft."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.days import day_start
from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from contracts.codes import MeasureBasis, MeasureContent, MeasureKind
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.store.timeline import By
from enforcement.functions import MEASURE_WORKERS
from enforcement.mayor_measures import consult, labels, propose, store
from enforcement.mayor_measures.rules.codes import Stance
from enforcement.mayor_measures.rules.law import BASES
from enforcement.mayor_measures.rules.states import MeasureStep


class ConsultationForm(Body):
    stance: Stance = Field(alias="standpunt")
    said: str = Field(min_length=3, max_length=4000, alias="overleg")
    on: date | None = Field(default=None, alias="dag")


class DraftForm(Body):
    basis: MeasureBasis = Field(alias="grond")
    content: MeasureContent = Field(alias="inhoud")
    starts: date | None = Field(default=None, alias="vanaf")
    ends: date | None = Field(default=None, alias="tot")
    urgency: str | None = Field(default=None, max_length=4000, alias="dringend")
    victims: bool = Field(default=False, alias="slachtoffers")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")


async def _consult(tx: Transaction, case_id: UUID, actor: Actor, form: ConsultationForm) -> None:
    on = moment_of(tx, form.on)
    await consult.consult(tx, case_id, By.actor(actor), form.stance, form.said, on)


async def _propose(tx: Transaction, case_id: UUID, actor: Actor, form: DraftForm) -> None:
    draft = propose.Draft(
        basis=form.basis,
        content=form.content,
        motivation=form.motivation,
        starts=day_start(form.starts) if form.starts else None,
        ends=day_start(form.ends + timedelta(days=1)) if form.ends else None,
        urgency=(form.urgency or "").strip() or None,
        victims=form.victims,
    )
    await propose.propose(tx, case_id, By.actor(actor), draft)


async def _choices_of_kind(tx: Transaction, case_id: UUID) -> dict[str, Mapping[Any, str]]:
    """What the law leaves to this kind of measure, and no more."""
    kind = (await store.get(tx, case_id)).kind
    content = {
        each: said
        for each, said in labels.CONTENT.items()
        if kind is not MeasureKind.SLUITING_MENSENHANDEL or each is MeasureContent.SLUITING
    }
    return {"grond": {each: labels.BASIS[each] for each in BASES[kind]}, "inhoud": content}


FORMS: tuple[StepForm, ...] = (
    StepForm(
        MeasureStep.CONSULTATION,
        "overleg",
        MEASURE_WORKERS,
        _consult,
        ConsultationForm,
        (
            FormField(
                "standpunt", Look.CHOICE, mark("Standpunt van het gerecht"), choices=labels.STANCE
            ),
            FormField(
                "overleg",
                Look.AREA,
                mark("Met welke functie is overlegd, en wat was het antwoord?"),
                mark("Noem geen namen."),
            ),
            day_field(mark("Dag van het overleg")),
        ),
        mark(
            "De wet vraagt overleg voor het bevel, geen akkoord. Tot de kennisgeving verneemt de "
            "eigenaar hiervan niets."
        ),
    ),
    StepForm(
        MeasureStep.PROPOSAL,
        "opstellen",
        MEASURE_WORKERS,
        _propose,
        DraftForm,
        (
            FormField("grond", Look.CHOICE, mark("Rechtsgrond"), choices=labels.BASIS),
            FormField(
                "inhoud", Look.CHOICE, mark("Wat beveelt de burgemeester?"), choices=labels.CONTENT
            ),
            FormField(
                "vanaf",
                Look.DAY,
                mark("Eerste dag"),
                mark("Laat leeg om vanaf de kennisgeving te werken."),
            ),
            FormField(
                "tot",
                Look.DAY,
                mark("Laatste dag"),
                mark("Laat alleen leeg als de rechtsgrond geen maximum kent."),
            ),
            FormField(
                "dringend",
                Look.AREA,
                mark("Waarom kan een hoorzitting niet eerst?"),
                mark("Laat leeg als er een hoorzitting was. Bij mensenhandel kan dit nooit."),
            ),
            FormField(
                "slachtoffers",
                Look.TICK,
                mark("De mensen in het pand krijgen informatie en een doorverwijzing."),
            ),
            FormField("motivering", Look.AREA, mark("Motivering"), NO_NAMES),
        ),
        choices=_choices_of_kind,
    ),
)
