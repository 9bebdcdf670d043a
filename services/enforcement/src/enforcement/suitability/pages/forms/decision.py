"""Forms of what follows the examination: the decision, and what comes after it."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from pydantic import Field

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
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
from enforcement.functions import BODIES, DECLARATION_DECIDERS, OFFICE
from enforcement.sanctions.secretariats import SECRETARIAT_OF
from enforcement.suitability import (
    conditions,
    decide,
    end_declaration,
    labels,
    lift,
    renew,
    store,
)
from enforcement.suitability.decide import DeclarationDecision
from enforcement.suitability.pages.forms.condition_lines import read_conditions, written
from enforcement.suitability.pages.forms.examination import CONDITION_LINES, codes
from enforcement.suitability.rules import Decision, DossierStep, conditions_of


class DecisionForm(Body):
    outcome: Decision = Field(alias="besluit")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    usual: list[str] = Field(default_factory=list, max_length=50, alias="gewoon")
    conditions: str = Field(default="", max_length=4000, alias="voorwaarden")
    due_on: date | None = Field(default=None, alias="tegen")
    lacking_because: str | None = Field(default=None, max_length=4000, alias="ontbreekt")
    valid_from: date | None = Field(default=None, alias="vanaf")
    valid_to: date | None = Field(default=None, alias="tot")
    day: date | None = Field(default=None, alias="dag")
    sure: str = Field(default="", alias="zeker")


class ConditionsForm(Body):
    met: str = Field(default="", max_length=4000, alias="vervuld")


class MotivationForm(Body):
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    sure: str = Field(default="", alias="zeker")


async def _decide(tx: Transaction, case_id: UUID, actor: Actor, form: DecisionForm) -> None:
    said, due = read_conditions(form.conditions)
    asked = list(dict.fromkeys([*form.usual, *said]))
    if bool(asked) != (form.outcome is Decision.VOORWAARDELIJK_TOEGEKEND):
        reason = lazy(
            "Voorwaarden horen bij een toekenning onder voorwaarden, en alleen daar. "
            "Maak de voorwaarden leeg of kies die toekenning."
        )
        raise FieldRefusedError("conditions", reason)
    decision = DeclarationDecision(
        outcome=form.outcome,
        motivation=form.motivation,
        valid_from=form.valid_from,
        valid_to=form.valid_to,
        conditions=asked,
        conditions_due_on=form.due_on,
        due=due,
        decided_at=moment_of(tx, form.day),
        lacking_because=form.lacking_because,
    )
    await decide.decide(tx, case_id, By.actor(actor), decision)


async def _offered(tx: Transaction, case_id: UUID) -> Mapping[str, Mapping[str, str]]:
    dossier, _premises = await store.get(tx, case_id, None)
    usual = conditions_of(dossier.permit_type, city_day(tx.now))
    return {"gewoon": {code: labels.condition(code) for code in usual}}


async def _advised(tx: Transaction, case_id: UUID) -> Mapping[str, Sequence[str]]:
    """The conditions of the advices, so that none is overlooked; the body may change them.

    A condition of two services has the earliest of their days.
    """
    dossier, _premises = await store.get(tx, case_id, None)
    asked: dict[str, date | None] = {}
    for advice in await store.advices.of_dossier(tx, case_id):
        if advice.advice_round == dossier.advice_round:
            for code in advice.conditions:
                days = filter(None, (asked.get(code), advice.due_of(code)))
                asked[code] = min(days, default=None)
    return {"voorwaarden": [written(asked)]} if asked else {}


async def _meet(tx: Transaction, case_id: UUID, actor: Actor, form: ConditionsForm) -> None:
    await conditions.meet_conditions(tx, case_id, By.actor(actor), codes(form.met))


async def _renew(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await renew.renew(tx, case_id, By.actor(actor))


async def _lift(tx: Transaction, case_id: UUID, actor: Actor, form: MotivationForm) -> None:
    by, body = By.actor(actor), SECRETARIAT_OF[actor.function]
    await lift.lift(tx, case_id, by, form.motivation, body)


async def _relinquish(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await end_declaration.relinquish(tx, case_id, By.actor(actor))


_MOTIVATION = FormField(
    "motivering",
    Look.AREA,
    mark("Motivering"),
    mark("De feiten, de regel en het antwoord op wat de eigenaar zei."),
)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        DossierStep.DECISION,
        "beslissing",
        DECLARATION_DECIDERS,
        _decide,
        DecisionForm,
        (
            FormField("besluit", Look.CHOICE, mark("Wat is beslist?"), choices=labels.DECISION),
            _MOTIVATION,
            FormField(
                "gewoon",
                Look.TICKS,
                mark("Gewone voorwaarden bij dit soort vergunning"),
                choices={},
            ),
            FormField("voorwaarden", Look.AREA, mark("Andere voorwaarden"), CONDITION_LINES),
            FormField(
                "tegen",
                Look.DAY,
                mark("Voorwaarden vervuld tegen"),
                mark("Van de voorwaarden die geen eigen dag hebben."),
            ),
            FormField(
                "ontbreekt",
                Look.AREA,
                mark("Waarom zonder een advies of een bezoek?"),
                mark("Alleen als er bij een eerste toekenning een ontbreekt."),
            ),
            FormField(
                "vanaf", Look.DAY, mark("Geldig vanaf"), mark("Leeg: de dag van de beslissing.")
            ),
            FormField(
                "tot", Look.DAY, mark("Geldig tot en met"), mark("Leeg: zoals het reglement zegt.")
            ),
            day_field(mark("Dag van de beslissing")),
        ),
        asks=True,
        choices=_offered,
        begins=_advised,
    ),
    StepForm(
        DossierStep.CONDITIONS_MET,
        "voorwaarden",
        OFFICE,
        _meet,
        ConditionsForm,
        (
            FormField(
                "vervuld",
                Look.AREA,
                mark("Welke voorwaarden zijn vervuld?"),
                mark("Eén per lijn. Leeg: alle voorwaarden die nog openstaan."),
            ),
        ),
    ),
    StepForm(
        DossierStep.RENEWAL,
        "vernieuwing",
        OFFICE,
        _renew,
        explained=mark(
            "De verklaring blijft geldig tot over de vernieuwing beslist is. Vraag daarna adviezen "
            "en bezoek het pand."
        ),
    ),
    StepForm(
        DossierStep.LIFTING,
        "schorsing-opheffen",
        BODIES,
        _lift,
        MotivationForm,
        (_MOTIVATION,),
        mark(
            "Alleen wat je eigen orgaan oplegde, eindigt. Een schorsing door een ander orgaan "
            "loopt verder."
        ),
        asks=True,
    ),
    StepForm(
        DossierStep.RELINQUISHMENT,
        "afstand",
        OFFICE,
        _relinquish,
        Sure,
        explained=mark("De eigenaar stopt. De ruimten kunnen meteen niet meer gebruikt worden."),
        asks=True,
    ),
)
