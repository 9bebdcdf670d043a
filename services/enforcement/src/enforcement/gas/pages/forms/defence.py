"""Forms after the opening letter: mediation, community service, and the defence."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from contracts.codes import MediationResult
from enforcement.cases.labels import called
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.store import colleagues
from enforcement.cases.store.timeline import By
from enforcement.functions import GAS
from enforcement.gas import defend, labels, make_ready, mediate, serve_community
from enforcement.gas.rules import CommunityServiceResult, GasStep

OUTSIDE = "extern"


class AcceptanceForm(Body):
    """The mediator's pseudonym; ``OUTSIDE`` for somebody who never signs in here."""

    mediator: str = Field(min_length=1, max_length=120, alias="bemiddelaar")
    day: date | None = Field(default=None, alias="dag")


class MediatorForm(Body):
    mediator: str = Field(min_length=1, max_length=120, alias="bemiddelaar")


class MediationEndForm(Body):
    result: MediationResult = Field(alias="resultaat")
    day: date | None = Field(default=None, alias="dag")


class ServiceOfferForm(Body):
    hours: int = Field(ge=1, le=1000, alias="uren")


class ServiceEndForm(Body):
    result: CommunityServiceResult = Field(alias="resultaat")
    day: date | None = Field(default=None, alias="dag")


class DefenceForm(Body):
    day: date | None = Field(default=None, alias="dag")
    summary: str | None = Field(default=None, max_length=4000, alias="verweer")
    final: bool = Field(default=False, alias="laatste")


class DayForm(Body):
    day: date | None = Field(default=None, alias="dag")


async def _accept(tx: Transaction, case_id: UUID, actor: Actor, form: AcceptanceForm) -> None:
    by, moment = By.actor(actor), moment_of(tx, form.day)
    await mediate.accept(tx, case_id, by, form.mediator, moment)


async def _name_mediator(tx: Transaction, case_id: UUID, actor: Actor, form: MediatorForm) -> None:
    await mediate.name_mediator(tx, case_id, By.actor(actor), form.mediator)


async def _accept_service(tx: Transaction, case_id: UUID, actor: Actor, form: DayForm) -> None:
    await serve_community.accept(tx, case_id, By.actor(actor), moment_of(tx, form.day))


async def _end_mediation(
    tx: Transaction, case_id: UUID, actor: Actor, form: MediationEndForm
) -> None:
    await mediate.end(tx, case_id, By.actor(actor), form.result, moment_of(tx, form.day))


async def _offer_service(
    tx: Transaction, case_id: UUID, actor: Actor, form: ServiceOfferForm
) -> None:
    await serve_community.propose(tx, case_id, form.hours, By.actor(actor))


async def _mediators(tx: Transaction, _case_id: UUID) -> Mapping[str, Mapping[Any, str]]:
    """Everybody of the team, by field; a mediator from outside has no name here."""
    team = await colleagues.of_functions(tx, [*GAS])
    chosen = {each.subject: called(each.shown_as, each.subject) for each in team}
    return {"bemiddelaar": {OUTSIDE: mark("Iemand van buiten het team"), **chosen}}


async def _end_service(tx: Transaction, case_id: UUID, actor: Actor, form: ServiceEndForm) -> None:
    moment = moment_of(tx, form.day)
    await serve_community.end(tx, case_id, By.actor(actor), form.result, moment)


async def _defence(tx: Transaction, case_id: UUID, actor: Actor, form: DefenceForm) -> None:
    by, moment = By.actor(actor), moment_of(tx, form.day)
    last_word = defend.LastWord() if form.final else None
    await defend.receive_defence(tx, case_id, by, form.summary, moment, last_word)


async def _not_contested(tx: Transaction, case_id: UUID, actor: Actor, form: DayForm) -> None:
    await defend.accept_facts(tx, case_id, By.actor(actor), moment_of(tx, form.day))


async def _ready(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await make_ready.mark_ready(tx, case_id, By.actor(actor))


MEDIATOR = FormField(
    "bemiddelaar",
    Look.CHOICE,
    mark("Wie bemiddelt?"),
    mark("Wie bemiddelt, mag later niet beslissen."),
)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        GasStep.MEDIATION_ACCEPTANCE,
        "bemiddeling",
        GAS,
        _accept,
        AcceptanceForm,
        (MEDIATOR, day_field(mark("Aanvaard op"))),
        choices=_mediators,
    ),
    StepForm(
        GasStep.MEDIATOR,
        "bemiddelaar",
        GAS,
        _name_mediator,
        MediatorForm,
        (MEDIATOR,),
        mark("De persoon aanvaardde het aanbod op de eigen pagina."),
        choices=_mediators,
    ),
    StepForm(
        GasStep.MEDIATION_END,
        "bemiddeling-einde",
        GAS,
        _end_mediation,
        MediationEndForm,
        (
            FormField("resultaat", Look.CHOICE, mark("Hoe liep het af?"), choices=labels.MEDIATION),
            day_field(mark("Afgelopen op")),
        ),
    ),
    StepForm(
        GasStep.SERVICE_OFFER,
        "gemeenschapsdienst",
        GAS,
        _offer_service,
        ServiceOfferForm,
        (FormField("uren", Look.LINE, mark("Hoeveel uren?")),),
        mark("De brief biedt deze uren aan. Zij moeten klaar zijn binnen zes maanden daarna."),
    ),
    StepForm(
        GasStep.SERVICE_ACCEPTANCE,
        "gemeenschapsdienst-aanvaard",
        GAS,
        _accept_service,
        DayForm,
        (day_field(mark("Aanvaard op")),),
    ),
    StepForm(
        GasStep.COMMUNITY_SERVICE_END,
        "gemeenschapsdienst-einde",
        GAS,
        _end_service,
        ServiceEndForm,
        (
            FormField("resultaat", Look.CHOICE, mark("Hoe liep het af?"), choices=labels.SERVICE),
            day_field(mark("Afgelopen op")),
        ),
    ),
    StepForm(
        GasStep.WRITTEN_DEFENCE,
        "verweer",
        GAS,
        _defence,
        DefenceForm,
        (
            day_field(mark("Ontvangen op")),
            FormField("verweer", Look.AREA, mark("Het verweer, kort samengevat"), NO_NAMES),
            FormField(
                "laatste",
                Look.TICK,
                mark("De persoon zegt zelf, in woorden, dat er niets meer volgt."),
            ),
        ),
        mark(
            "Ook een laat verweer leg je vast. De ambtenaar beslist wat hij ermee doet. De termijn "
            "loopt verder: er kan nog een verweer volgen."
        ),
    ),
    StepForm(
        GasStep.NOT_CONTESTED,
        "niet-betwist",
        GAS,
        _not_contested,
        DayForm,
        (day_field(mark("Gezegd op")),),
        mark(
            "De persoon zei zelf dat de feiten kloppen. Bij een meerderjarige hoeft de termijn dan "
            "niet om te zijn. Bij een minderjarige wacht de stad op ieders termijn."
        ),
    ),
    StepForm(
        GasStep.READY,
        "klaar",
        GAS,
        _ready,
        explained=mark("Het verweer is voorbij. De sanctionerend ambtenaar kan nu beslissen."),
    ),
)
