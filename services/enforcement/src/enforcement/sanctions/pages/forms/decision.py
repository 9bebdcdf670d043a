"""Forms of the decision: a proposal, the agenda, what the body decided, and its notification."""

from datetime import date, timedelta
from uuid import UUID

from pydantic import Field

from chassis.days import day_start
from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from contracts.codes import SanctionKind
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.store.timeline import By
from enforcement.functions import BODIES, CASE_WORKERS, NOTIFIERS
from enforcement.sanctions import labels, notify_decision, propose
from enforcement.sanctions.decide import SanctionDecision, decide
from enforcement.sanctions.pages.forms.warnings import DayForm
from enforcement.sanctions.rules import SanctionStep
from enforcement.sanctions.secretariats import SECRETARIAT_OF


class ProposalForm(Body):
    kind: SanctionKind = Field(alias="sanctie")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    proportionality: str = Field(min_length=3, max_length=4000, alias="evenredig")


class DecisionForm(Body):
    kind: SanctionKind = Field(alias="sanctie")
    effective_from: date | None = Field(default=None, alias="van")
    effective_to: date | None = Field(default=None, alias="tot")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    decided_at: date | None = Field(default=None, alias="dag")
    sure: str = Field(default="", alias="zeker")


async def _propose(tx: Transaction, case_id: UUID, actor: Actor, form: ProposalForm) -> None:
    await propose.propose(
        tx,
        case_id,
        By.actor(actor),
        form.kind,
        motivation=form.motivation,
        proportionality=form.proportionality,
    )


async def _put_on_agenda(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await propose.put_on_agenda(tx, case_id, By.actor(actor))


async def _decide(tx: Transaction, case_id: UUID, actor: Actor, form: DecisionForm) -> None:
    """Both days count wholly; the body is the one whose secretary writes."""
    secretariat_of, last = SECRETARIAT_OF[actor.function], form.effective_to
    decision = SanctionDecision(
        kind=form.kind,
        deciding_body=secretariat_of,
        effective_from=None if form.effective_from is None else day_start(form.effective_from),
        effective_to=None if last is None else day_start(last + timedelta(days=1)),
        motivation=form.motivation,
        decided_at=moment_of(tx, form.decided_at),
    )
    await decide(tx, case_id, decision, By.actor(actor), secretariat_of)


async def _notify(tx: Transaction, case_id: UUID, actor: Actor, form: DayForm) -> None:
    by, notified_at = By.actor(actor), moment_of(tx, form.notified_at)
    await notify_decision.notify_decision(tx, case_id, by, notified_at)


_KIND = FormField("sanctie", Look.CHOICE, mark("Welke sanctie?"), choices=labels.KIND)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        SanctionStep.PROPOSAL,
        "voorstel",
        CASE_WORKERS,
        _propose,
        ProposalForm,
        (
            _KIND,
            FormField("motivering", Look.AREA, mark("Waarom deze sanctie?"), NO_NAMES),
            FormField(
                "evenredig",
                Look.AREA,
                mark("Waarom staat ze in verhouding tot de feiten?"),
                mark("Ernst, herhaling, verweer, gevolgen voor wie er werkt, en wat lichter kan."),
            ),
        ),
    ),
    StepForm(
        SanctionStep.AGENDA,
        "agenda",
        CASE_WORKERS,
        _put_on_agenda,
        explained=mark("Het voorstel staat op de agenda van het orgaan dat beslist."),
    ),
    StepForm(
        SanctionStep.DECISION,
        "beslissing",
        BODIES,
        _decide,
        DecisionForm,
        (
            _KIND,
            FormField(
                "van", Look.DAY, mark("Eerste dag"), mark("Laat leeg voor de dag van kennisgeving.")
            ),
            FormField(
                "tot",
                Look.DAY,
                mark("Laatste dag"),
                mark("Alleen bij een schorsing of een tijdelijke sluiting."),
            ),
            FormField("motivering", Look.AREA, mark("Motivering van het orgaan"), NO_NAMES),
            day_field(mark("Beslist op")),
        ),
        asks=True,
    ),
    StepForm(
        SanctionStep.NOTIFICATION,
        "kennisgeving",
        NOTIFIERS,
        _notify,
        DayForm,
        (day_field(mark("Ter kennis gebracht op")),),
        mark("Vanaf de kennisgeving werkt de beslissing, en loopt de termijn voor beroep."),
    ),
)
