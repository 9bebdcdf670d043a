"""Forms of the examination: completeness, advices, visits, and changes that an owner told."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from pydantic import Field

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from contracts.codes import VisitKind, VisitReason, VisitResult
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.store.timeline import By
from enforcement.functions import OFFICE
from enforcement.suitability import advices, change, labels, store, visits
from enforcement.suitability import check_completeness as completeness
from enforcement.suitability.advices import GivenAdvice
from enforcement.suitability.change import ChangeNotFoundError, Notice
from enforcement.suitability.pages.forms.condition_lines import read_conditions
from enforcement.suitability.rules import (
    AdviceOutcome,
    AdviceService,
    ChangeKind,
    ChangeOutcome,
    Completeness,
    DossierStep,
    advices_of,
    condition_code,
)
from enforcement.suitability.visits import VisitReport
from enforcement.suitability.withdraw_application import withdraw_on_request


class CompletenessForm(Body):
    outcome: Completeness = Field(alias="uitkomst")
    missing: str = Field(default="", max_length=4000, alias="ontbreekt")
    day: date | None = Field(default=None, alias="dag")


class ReasonForm(Body):
    reason: str = Field(min_length=3, max_length=4000, alias="reden")


class RequestForm(Body):
    brandweer: bool = False
    stedenbouw: bool = False
    hygiene: bool = False
    politie_moraliteit: bool = Field(default=False, alias="politie_moraliteit")
    statuten: bool = False
    until: date | None = Field(default=None, alias="tot")


class AdviceForm(Body):
    service: AdviceService = Field(alias="dienst")
    outcome: AdviceOutcome = Field(alias="uitkomst")
    conditions: str = Field(default="", max_length=4000, alias="voorwaarden")


class VisitForm(Body):
    kind: VisitKind = Field(alias="soort")
    reason: VisitReason = Field(alias="aanleiding")
    result: VisitResult = Field(alias="resultaat")
    rooms: int = Field(ge=0, le=200, alias="ruimten")
    day: date | None = Field(default=None, alias="dag")


class ChangeForm(Body):
    kind: ChangeKind = Field(alias="soort")
    rooms: str = Field(default="", max_length=4000, alias="ruimten")
    note: str | None = Field(default=None, max_length=4000, alias="nota")


class AssessForm(Body):
    outcome: ChangeOutcome = Field(alias="uitkomst")
    reason: str = Field(min_length=3, max_length=4000, alias="reden")


def lines(text: str) -> Sequence[str]:
    """Lines of a text, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def codes(text: str) -> Sequence[str]:
    """Conditions by their code."""
    return [condition_code(line) for line in lines(text)]


async def _services_of_type(tx: Transaction, case_id: UUID) -> Mapping[str, Sequence[str]]:
    """What this type of permit asks is ticked; who asks others ticks them too."""
    dossier, _premises = await store.get(tx, case_id, None)
    return {service: ["true"] for service in advices_of(dossier.permit_type, city_day(tx.now))}


async def _check(tx: Transaction, case_id: UUID, actor: Actor, form: CompletenessForm) -> None:
    await completeness.check_completeness(
        tx,
        case_id,
        By.actor(actor),
        complete=form.outcome is Completeness.VOLLEDIG,
        missing=lines(form.missing),
        sent_at=moment_of(tx, form.day),
    )


async def _discontinue(tx: Transaction, case_id: UUID, actor: Actor, form: ReasonForm) -> None:
    await completeness.discontinue(tx, case_id, By.actor(actor), form.reason)


async def _withdraw(tx: Transaction, case_id: UUID, actor: Actor, form: ReasonForm) -> None:
    await withdraw_on_request(tx, case_id, By.actor(actor), form.reason)


async def _request(tx: Transaction, case_id: UUID, actor: Actor, form: RequestForm) -> None:
    asked = [service for service in AdviceService if getattr(form, service)]
    until = None if form.until is None else day_start(form.until)
    await advices.request_advices(tx, case_id, By.actor(actor), asked, until)


async def _advise(tx: Transaction, case_id: UUID, actor: Actor, form: AdviceForm) -> None:
    asked, due = read_conditions(form.conditions)
    advice = GivenAdvice(form.service, form.outcome, asked, due)
    await advices.record_advice(tx, case_id, By.actor(actor), advice)


async def _visit(tx: Transaction, case_id: UUID, actor: Actor, form: VisitForm) -> None:
    completed_at = moment_of(tx, form.day)
    report = VisitReport(form.kind, form.reason, form.result, form.rooms, completed_at)
    await visits.record_visit(tx, case_id, By.actor(actor), report)


async def _tell(tx: Transaction, case_id: UUID, actor: Actor, form: ChangeForm) -> None:
    notice = Notice(form.kind, lines(form.rooms), form.note)
    await change.tell_change(tx, case_id, By.actor(actor), notice)


async def _assess(tx: Transaction, case_id: UUID, actor: Actor, form: AssessForm) -> None:
    """The oldest that is open."""
    told = await store.changes.of_dossier(tx, case_id)
    change_id = next((each.change_id for each in told if each.is_open), None)
    if change_id is None:
        raise ChangeNotFoundError
    by = By.actor(actor)
    await change.assess_change(tx, case_id, change_id, by, form.outcome, form.reason)


CONDITION_LINES = mark(
    "Eén per lijn, in enkele woorden, zonder personen. Een eigen laatste dag zet je erachter, "
    "tussen haakjes: (31/12/2026)."
)
_REASON = FormField("reden", Look.AREA, mark("Reden"), NO_NAMES)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        DossierStep.COMPLETENESS,
        "volledigheid",
        OFFICE,
        _check,
        CompletenessForm,
        (
            FormField(
                "uitkomst",
                Look.CHOICE,
                mark("Zijn alle stukken er?"),
                choices=labels.COMPLETENESS,
            ),
            FormField(
                "ontbreekt", Look.AREA, mark("Wat ontbreekt er?"), mark("Eén stuk per lijn.")
            ),
            day_field(mark("Dag waarop de brief vertrok")),
        ),
    ),
    StepForm(
        DossierStep.DISCONTINUATION,
        "stopzetten",
        OFFICE,
        _discontinue,
        ReasonForm,
        (_REASON,),
        mark("De aanvrager moet dan opnieuw beginnen."),
        asks=True,
    ),
    StepForm(
        DossierStep.APPLICATION_WITHDRAWAL,
        "aanvraag-intrekken",
        OFFICE,
        _withdraw,
        ReasonForm,
        (_REASON,),
        mark("De aanvrager vraagt dit zelf. Een verklaring die geldt, loopt tot haar laatste dag."),
        asks=True,
    ),
    StepForm(
        DossierStep.ADVICE_REQUESTS,
        "adviezen-vragen",
        OFFICE,
        _request,
        RequestForm,
        (
            *(FormField(str(code), Look.TICK, said) for code, said in labels.SERVICE.items()),
            FormField(
                "tot",
                Look.DAY,
                mark("Laatste dag voor deze diensten"),
                mark("Laat leeg voor de gewone termijn. Elke dienst houdt zijn eigen termijn."),
            ),
        ),
        mark("Aangevinkt zijn de diensten die dit soort vergunning vraagt."),
        begins=_services_of_type,
    ),
    StepForm(
        DossierStep.ADVICES,
        "advies",
        OFFICE,
        _advise,
        AdviceForm,
        (
            FormField("dienst", Look.CHOICE, mark("Dienst"), choices=labels.SERVICE),
            FormField("uitkomst", Look.CHOICE, mark("Advies"), choices=labels.OUTCOME),
            FormField(
                "voorwaarden",
                Look.AREA,
                mark("Voorwaarden"),
                CONDITION_LINES,
            ),
        ),
        mark("Van de politie noteer je alleen het besluit, nooit waarom."),
    ),
    StepForm(
        DossierStep.VISITS,
        "bezoek",
        OFFICE,
        _visit,
        VisitForm,
        (
            FormField("soort", Look.CHOICE, mark("Soort bezoek"), choices=labels.VISIT_KIND),
            FormField("aanleiding", Look.CHOICE, mark("Aanleiding"), choices=labels.VISIT_REASON),
            FormField("resultaat", Look.CHOICE, mark("Resultaat"), choices=labels.VISIT_RESULT),
            FormField("ruimten", Look.LINE, mark("Aantal bezochte ruimten")),
            day_field(mark("Dag van het bezoek")),
        ),
    ),
    StepForm(
        DossierStep.CHANGES,
        "melding",
        OFFICE,
        _tell,
        ChangeForm,
        (
            FormField("soort", Look.CHOICE, mark("Wat veranderde?"), choices=labels.CHANGE),
            FormField(
                "ruimten",
                Look.AREA,
                mark("Alle ruimten die het pand nu heeft"),
                mark("Alleen bij andere ruimten. Eén per lijn."),
            ),
            FormField("nota", Look.AREA, mark("Toelichting van de eigenaar")),
        ),
        mark("De verklaring geldt verder zoals ze is, tot je de melding beoordeelt."),
    ),
    StepForm(
        DossierStep.CHANGE_ASSESSMENT,
        "melding-beoordelen",
        OFFICE,
        _assess,
        AssessForm,
        (
            FormField("uitkomst", Look.CHOICE, mark("Beoordeling"), choices=labels.CHANGE_OUTCOME),
            _REASON,
        ),
        mark("Aanvaarde ruimten staan meteen in de pandkalender."),
    ),
)
