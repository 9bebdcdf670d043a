"""Forms of the proposal, the decision, its notification, and what ends it."""

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
from enforcement.functions import COLLEGE, INVESTIGATORS, MAYOR
from enforcement.integrity_investigations import close, decide, labels, undo
from enforcement.integrity_investigations import notify_decision as notification
from enforcement.integrity_investigations.decide import Decision
from enforcement.integrity_investigations.notify_decision import Notification
from enforcement.integrity_investigations.rules import Ground, IntegrityStep, Measure

KEPT = mark("De feiten, de grond en het antwoord op het verweer. Noem geen andere personen.")


class ProposalForm(Body):
    measure: Measure = Field(alias="maatregel")
    benefit: bool = Field(default=False, alias="voordeel")
    abuse: bool = Field(default=False, alias="misbruik")
    committed: bool = Field(default=False, alias="gepleegd")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")

    @property
    def grounds(self) -> list[Ground]:
        ticked = (self.benefit, self.abuse, self.committed)
        return [ground for ground, yes in zip(Ground, ticked, strict=True) if yes]


class DecisionForm(Body):
    measure: Measure = Field(alias="maatregel")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    months: int | None = Field(default=None, alias="maanden")
    conditions: str | None = Field(default=None, max_length=4000, alias="voorwaarden")
    day: date | None = Field(default=None, alias="dag")
    sure: str = Field(default="", alias="zeker")


class MotivationForm(Body):
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    sure: str = Field(default="", alias="zeker")


class NotificationForm(Body):
    day: date | None = Field(default=None, alias="dag")
    received_on: date | None = Field(default=None, alias="ontvangen")
    advice_annexed: bool = Field(default=False, alias="bijlage")
    remedy_told: bool = Field(default=False, alias="beroep")


class DayForm(Body):
    day: date | None = Field(default=None, alias="dag")


async def _propose(tx: Transaction, case_id: UUID, actor: Actor, form: ProposalForm) -> None:
    by, motivation = By.actor(actor), form.motivation
    await decide.propose(tx, case_id, by, form.measure, grounds=form.grounds, motivation=motivation)


async def _decide(tx: Transaction, case_id: UUID, actor: Actor, form: DecisionForm) -> None:
    decided_at = moment_of(tx, form.day)
    decision = Decision(form.measure, form.motivation, form.months, form.conditions, decided_at)
    await decide.decide(tx, case_id, By.actor(actor), decision)


async def _discontinue(tx: Transaction, case_id: UUID, actor: Actor, form: MotivationForm) -> None:
    await decide.discontinue(tx, case_id, By.actor(actor), form.motivation)


async def _notify(tx: Transaction, case_id: UUID, actor: Actor, form: NotificationForm) -> None:
    sent = Notification(
        sent_at=moment_of(tx, form.day),
        received_on=form.received_on,
        advice_annexed=form.advice_annexed,
        remedy_told=form.remedy_told,
    )
    await notification.notify_decision(tx, case_id, By.actor(actor), sent)


async def _pass_on(tx: Transaction, case_id: UUID, actor: Actor, form: DayForm) -> None:
    await notification.pass_on(tx, case_id, By.actor(actor), moment_of(tx, form.day))


async def _lift(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await undo.lift(tx, case_id, By.actor(actor))


async def _revoke(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await undo.revoke(tx, case_id, By.actor(actor))


async def _close(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await close.close(tx, case_id, By.actor(actor))


FORMS: tuple[StepForm, ...] = (
    StepForm(
        IntegrityStep.PROPOSAL,
        "voorstel",
        MAYOR,
        _propose,
        ProposalForm,
        (
            FormField(
                "maatregel",
                Look.CHOICE,
                mark("Wat stelt de burgemeester voor?"),
                choices=labels.MEASURE,
            ),
            *(FormField(str(ground), Look.TICK, labels.GROUND[ground]) for ground in Ground),
            FormField("motivering", Look.AREA, mark("Motivering"), KEPT),
        ),
        mark("Een maatregel steunt op feiten die concreet en na te gaan zijn."),
    ),
    StepForm(
        IntegrityStep.DECISION,
        "beslissing",
        COLLEGE,
        _decide,
        DecisionForm,
        (
            FormField(
                "maatregel", Look.CHOICE, mark("Wat besliste het college?"), choices=labels.MEASURE
            ),
            FormField("motivering", Look.AREA, mark("Motivering"), KEPT),
            FormField(
                "maanden",
                Look.LINE,
                mark("Aantal maanden schorsing"),
                mark("Alleen bij een schorsing. Ze tellen vanaf de dag waarop ze werkt."),
            ),
            FormField(
                "voorwaarden",
                Look.AREA,
                mark("Voorwaarden om de schorsing op te heffen"),
                mark("Alleen bij een schorsing."),
            ),
            day_field(mark("Dag van de beslissing")),
        ),
        asks=True,
    ),
    StepForm(
        IntegrityStep.DISCONTINUATION,
        "beeindigen",
        MAYOR,
        _discontinue,
        MotivationForm,
        (FormField("motivering", Look.AREA, mark("Motivering"), KEPT),),
        mark("Wat gevonden is, wordt meteen vernietigd."),
        asks=True,
    ),
    StepForm(
        IntegrityStep.NOTIFICATION,
        "kennisgeving",
        INVESTIGATORS,
        _notify,
        NotificationForm,
        (
            day_field(mark("Dag waarop de beslissing vertrok")),
            FormField(
                "ontvangen",
                Look.DAY,
                mark("Dag op het ontvangstbewijs"),
                mark("Laat leeg zonder ontvangstbewijs: dan telt de derde werkdag."),
            ),
            FormField("bijlage", Look.TICK, mark("Het advies van de DIOB is bijgevoegd.")),
            FormField("beroep", Look.TICK, mark("De brief zegt hoe en tot wanneer beroep kan.")),
        ),
        mark("De beslissing werkt pas na een wachttijd van vijftien dagen na de kennisgeving."),
    ),
    StepForm(
        IntegrityStep.PASSING_ON,
        "bezorgen",
        INVESTIGATORS,
        _pass_on,
        DayForm,
        (day_field(mark("Bezorgd op")),),
        mark("De DIOB zet de beslissing in het Centraal Register."),
    ),
    StepForm(
        IntegrityStep.LIFTING,
        "opheffen",
        COLLEGE,
        _lift,
        Sure,
        explained=mark("De voorwaarden zijn vervuld. De verklaring werkt meteen weer."),
        asks=True,
    ),
    StepForm(
        IntegrityStep.REVOCATION,
        "intrekken",
        COLLEGE,
        _revoke,
        Sure,
        explained=mark(
            "Uit nieuwe elementen blijkt dat de feiten niet vaststaan of niet meer gelden. Wat de "
            "beslissing wegnam, komt meteen terug."
        ),
        asks=True,
    ),
    StepForm(
        IntegrityStep.CLOSING,
        "afsluiten",
        INVESTIGATORS,
        _close,
        Sure,
        explained=mark("Het dossier blijft vijf jaar bewaard en wordt dan vernietigd."),
        asks=True,
    ),
)
