"""Forms of an order: signature, notification, college, renewal, means, and its end."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.days import day_start
from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.timeline import By
from enforcement.functions import COLLEGE, MAYOR, MEASURE_READERS, MEASURE_WORKERS
from enforcement.mayor_measures import (
    confirm,
    end,
    enforce,
    forfeit,
    labels,
    notify_order,
    order,
    store,
)
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.rules.states import MeasureStep


class SignatureForm(Body):
    ordered_at: date | None = Field(default=None, alias="dag")
    sure: str = Field(default="", alias="zeker")


class RenewalForm(Body):
    ends: date = Field(alias="tot")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    ordered_at: date | None = Field(default=None, alias="dag")
    sure: str = Field(default="", alias="zeker")


class NotificationForm(Body):
    notified_at: date | None = Field(default=None, alias="dag")
    remedy_told: bool = Field(default=False, alias="beroep")


class MeetingForm(Body):
    meeting_on: date = Field(alias="vergadering")
    sure: str = Field(default="", alias="zeker")


class DayForm(Body):
    told_at: date | None = Field(default=None, alias="dag")


class ReasonForm(Body):
    reason: str = Field(min_length=3, max_length=4000, alias="reden")
    sure: str = Field(default="", alias="zeker")


class PenaltyForm(ReasonForm):
    amount: int = Field(gt=0, le=1_000_000, alias="bedrag")
    unit: PenaltyUnit = Field(alias="eenheid")
    ceiling: int = Field(gt=0, le=10_000_000, alias="maximum")
    grace_until: date = Field(alias="uiterlijk")


class ForfeitForm(Body):
    first_day: date = Field(alias="dag")
    last_day: date | None = Field(default=None, alias="tot")
    no_force_majeure: bool = Field(default=False, alias="overmacht")
    reason: str = Field(min_length=3, max_length=4000, alias="reden")
    sure: str = Field(default="", alias="zeker")


class CollectionForm(Body):
    collected_on: date = Field(alias="dag")


class ClosingForm(Body):
    reason: str | None = Field(default=None, max_length=4000, alias="reden")


async def _order(tx: Transaction, case_id: UUID, actor: Actor, form: SignatureForm) -> None:
    await order.order(tx, case_id, By.actor(actor), moment_of(tx, form.ordered_at))


async def _renew(tx: Transaction, case_id: UUID, actor: Actor, form: RenewalForm) -> None:
    ends, at = day_start(form.ends + timedelta(days=1)), moment_of(tx, form.ordered_at)
    await order.renew(tx, case_id, By.actor(actor), ends, form.motivation, at)


async def _notify(tx: Transaction, case_id: UUID, actor: Actor, form: NotificationForm) -> None:
    at, told = moment_of(tx, form.notified_at), form.remedy_told
    await notify_order.notify_order(tx, case_id, By.actor(actor), at, remedy_told=told)


async def _confirm(tx: Transaction, case_id: UUID, actor: Actor, form: MeetingForm) -> None:
    await confirm.confirm(tx, case_id, By.actor(actor), form.meeting_on)


async def _refuse(tx: Transaction, case_id: UUID, actor: Actor, form: MeetingForm) -> None:
    await confirm.refuse(tx, case_id, By.actor(actor), form.meeting_on)


async def _tell_council(tx: Transaction, case_id: UUID, actor: Actor, form: DayForm) -> None:
    await confirm.tell_council(tx, case_id, By.actor(actor), moment_of(tx, form.told_at))


async def _seal(tx: Transaction, case_id: UUID, actor: Actor, form: ReasonForm) -> None:
    await enforce.enforce(tx, case_id, By.actor(actor), form.reason, None)


async def _penalise(tx: Transaction, case_id: UUID, actor: Actor, form: PenaltyForm) -> None:
    penalty = enforce.Penalty(form.amount * 100, form.unit, form.ceiling * 100, form.grace_until)
    await enforce.enforce(tx, case_id, By.actor(actor), form.reason, penalty)


async def _forfeit(tx: Transaction, case_id: UUID, actor: Actor, form: ForfeitForm) -> None:
    last_day = form.last_day or form.first_day
    breach = forfeit.Breach(form.first_day, last_day, form.reason, form.no_force_majeure)
    await forfeit.forfeit(tx, case_id, By.actor(actor), breach)


async def _collect(tx: Transaction, case_id: UUID, actor: Actor, form: CollectionForm) -> None:
    await forfeit.collect(tx, case_id, By.actor(actor), form.collected_on)


async def _check(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await enforce.request_check(tx, case_id, By.actor(actor))


async def _lift(tx: Transaction, case_id: UUID, actor: Actor, form: ReasonForm) -> None:
    await end.lift(tx, case_id, By.actor(actor), form.reason)


async def _close(tx: Transaction, case_id: UUID, actor: Actor, form: ClosingForm) -> None:
    await end.close(tx, case_id, By.actor(actor), (form.reason or "").strip() or None)


async def _only_ordered(tx: Transaction, case_id: UUID) -> dict[str, dict[Any, str]]:
    """No other choices than the fields have: the college finds no measure before its order."""
    if (await store.get(tx, case_id)).ordered_at is None:
        raise CaseNotFoundError
    return {}


MEETING = (
    FormField(
        "vergadering",
        Look.DAY,
        mark("Dag van de vergadering"),
        mark("De eerste na het bevel, of op de dag zelf. Ze mag enkele dagen voorbij zijn."),
    ),
)
REASON = FormField("reden", Look.AREA, mark("Waarom?"), NO_NAMES)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        MeasureStep.ORDER,
        "ondertekenen",
        MAYOR,
        _order,
        SignatureForm,
        (day_field(mark("Dag van de handtekening")),),
        mark("De wet van deze dag telt. Het bevel werkt pas na de kennisgeving."),
        asks=True,
    ),
    StepForm(
        MeasureStep.NOTIFICATION,
        "kennisgeving",
        MEASURE_WORKERS,
        _notify,
        NotificationForm,
        (
            day_field(mark("Dag van de kennisgeving")),
            FormField("beroep", Look.TICK, mark("Het bevel zegt hoe iemand in beroep kan gaan.")),
        ),
        mark("Vanaf nu staat het pand dicht in de kalender en bij de politie."),
    ),
    StepForm(
        MeasureStep.CONFIRMATION,
        "bevestigen",
        COLLEGE,
        _confirm,
        MeetingForm,
        MEETING,
        asks=True,
        choices=_only_ordered,
    ),
    StepForm(
        MeasureStep.REFUSAL,
        "weigeren",
        COLLEGE,
        _refuse,
        MeetingForm,
        MEETING,
        mark("Het bevel vervalt meteen."),
        asks=True,
        choices=_only_ordered,
    ),
    StepForm(
        MeasureStep.COUNCIL_NOTICE,
        "gemeenteraad",
        MEASURE_READERS,
        _tell_council,
        DayForm,
        (day_field(mark("Dag van de zitting")),),
        mark("De gemeenteraad hoort ervan op zijn eerstvolgende zitting."),
        link=(mark("Zittingen van de gemeenteraad"), "/raadsvergaderingen"),
        choices=_only_ordered,
    ),
    StepForm(
        MeasureStep.ENFORCEMENT,
        "verzegeling",
        MAYOR,
        _seal,
        ReasonForm,
        (REASON,),
        mark("Verzegeling. Een dwangsom heeft een eigen bladzijde."),
        asks=True,
        link=(mark("Leg een dwangsom op"), "dwangsom"),
    ),
    StepForm(
        MeasureStep.ENFORCEMENT,
        "dwangsom",
        MAYOR,
        _penalise,
        PenaltyForm,
        (
            FormField("bedrag", Look.EUROS, mark("Bedrag in euro")),
            FormField(
                "eenheid", Look.CHOICE, mark("Per keer, per dag of ineens?"), choices=labels.UNIT
            ),
            FormField("maximum", Look.EUROS, mark("Hoogste totaal in euro")),
            FormField("uiterlijk", Look.DAY, mark("Laatste dag zonder dwangsom")),
            REASON,
        ),
        mark("Niet bij overmacht. Een dwangsom verjaart na een jaar."),
        asks=True,
        link=(mark("Verzegel in de plaats"), "verzegeling"),
    ),
    StepForm(
        MeasureStep.FORFEITURE,
        "verbeurd",
        MEASURE_WORKERS,
        _forfeit,
        ForfeitForm,
        (
            FormField("dag", Look.DAY, mark("Eerste dag van de overtreding")),
            FormField("tot", Look.DAY, mark("Laatste dag"), mark("Laat leeg voor één dag.")),
            FormField("overmacht", Look.TICK, mark("Het was geen overmacht.")),
            REASON,
        ),
        mark("Het bedrag volgt uit de dwangsom, tot haar hoogste totaal."),
        asks=True,
    ),
    StepForm(
        MeasureStep.COLLECTION,
        "geind",
        MEASURE_WORKERS,
        _collect,
        CollectionForm,
        (FormField("dag", Look.DAY, mark("Dag waarop Financiën het geld kreeg")),),
    ),
    StepForm(MeasureStep.EXECUTION_CHECK_REQUEST, "controle-vragen", MEASURE_WORKERS, _check),
    StepForm(
        MeasureStep.RENEWAL,
        "hernieuwen",
        MAYOR,
        _renew,
        RenewalForm,
        (
            FormField("tot", Look.DAY, mark("Nieuwe laatste dag")),
            FormField("motivering", Look.AREA, mark("Motivering"), NO_NAMES),
            day_field(mark("Dag van de handtekening")),
        ),
        mark("Elke hernieuwing moet ook ter kennis komen en bevestigd worden."),
        asks=True,
    ),
    StepForm(MeasureStep.LIFTING, "opheffen", MAYOR, _lift, ReasonForm, (REASON,), asks=True),
    StepForm(
        MeasureStep.CLOSING,
        "afsluiten",
        MEASURE_WORKERS,
        _close,
        ClosingForm,
        (
            FormField(
                "reden", Look.AREA, mark("Waarom?"), mark("Alleen nodig als er geen bevel kwam.")
            ),
        ),
    ),
)
