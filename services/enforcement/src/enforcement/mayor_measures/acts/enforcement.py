"""Acts that have an order respected: seals, a penalty payment, and checks by the police."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated
from uuid import uuid4

from pydantic import AfterValidator, BeforeValidator, Field

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from chassis.web import Body
from chassis.web.pages.languages import mark
from contracts.codes import MeasureContent, OrderMeans, SanctionKind
from contracts.enforcement import ExecutionCheckRequested, MayorMeasureEnforced
from contracts.identity import FactPlace
from contracts.sealed import Sealed
from enforcement.acts.act import Act, OtherPage, PageForm
from enforcement.acts.fields import NO_NAMES, Role, Text, area, choice, day, euros
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.functions import MAYOR, MEASURE_WORKERS
from enforcement.mayor_measures import labels, store
from enforcement.mayor_measures.acts.of_order import OfOrder
from enforcement.mayor_measures.dated_law import has_penalties
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.rules.guards import MeasureFile
from enforcement.mayor_measures.rules.law import PENALTY_BASIS
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure, MeasureMeans
from enforcement.payments.rules.euros import typed_cents
from enforcement.suitability import store as suitability
from enforcement.suitability.store import suspensions
from enforcement.suitability.suspending_cases import BINDS_NOBODY

MOST_EUROS, MOST_EUROS_IN_ALL = 1_000_000, 10_000_000
Why = Annotated[Text, Role.REASON, area(mark("Waarom?"), NO_NAMES, name="reden")]


class Penalty(Body):
    """Nothing is due before ``graceUntil`` is over."""

    amount_cents: Annotated[int, Field(gt=0, le=MOST_EUROS * 100)]
    unit: PenaltyUnit
    ceiling_cents: Annotated[int, Field(gt=0, le=MOST_EUROS_IN_ALL * 100)]
    grace_until: date


class SealForm(PageForm):
    """Seals alone."""

    reason: Why

    def act(self) -> "Enforce":
        return Enforce(reason=self.reason)


def _at_most(most: int) -> AfterValidator:
    """Bounds of cents that somebody typed in euro."""

    def bounded(cents: int) -> int:
        if cents > most * 100:
            raise ValueError(lazy("Geef hoogstens %(most)s euro.", most=most))
        return cents

    return AfterValidator(bounded)


class PenaltyForm(PageForm):
    """A penalty payment; amounts are typed in euro and kept in cents."""

    amount: Annotated[
        int,
        BeforeValidator(typed_cents),
        Field(gt=0),
        _at_most(MOST_EUROS),
        euros(mark("Bedrag in euro"), name="bedrag"),
    ]
    unit: Annotated[
        PenaltyUnit, choice(mark("Per keer, per dag of ineens?"), labels.UNIT, name="eenheid")
    ]
    ceiling: Annotated[
        int,
        BeforeValidator(typed_cents),
        Field(gt=0),
        _at_most(MOST_EUROS_IN_ALL),
        euros(mark("Hoogste totaal in euro"), name="maximum"),
    ]
    grace_until: Annotated[date, day(mark("Laatste dag zonder dwangsom"), name="uiterlijk")]
    reason: Why

    def act(self) -> "Enforce":
        penalty = Penalty(
            amount_cents=self.amount,
            unit=self.unit,
            ceiling_cents=self.ceiling,
            grace_until=self.grace_until,
        )
        return Enforce(reason=self.reason, penalty=penalty)


class Enforce(
    Act,
    step=MeasureStep.ENFORCEMENT,
    page="verzegeling",
    by=MAYOR,
    decides=True,
    law=PENALTY_BASIS,
    label=mark("Verzegelen of een dwangsom opleggen"),
    explained=mark("Verzegeling. Een dwangsom heeft een eigen bladzijde."),
    asks=True,
    link=(mark("Leg een dwangsom op"), "dwangsom"),
):
    """The mayor has a place sealed, or sets a ``penalty`` payment (NGW art. 133ter)."""

    form = SealForm
    other_pages = (
        OtherPage(
            "dwangsom",
            PenaltyForm,
            explained=mark("Niet bij overmacht. Een dwangsom verjaart na een jaar."),
            link=(mark("Verzegel in de plaats"), "verzegeling"),
        ),
    )

    reason: Annotated[Text, Role.REASON]
    penalty: Penalty | None = None

    async def foreseen(self, tx: Transaction, case: MayorMeasure, by: By) -> MeasureFile:
        return replace(case.file(), penalties=await has_penalties(tx, city_day(tx.now)))

    async def take(self, tx: Transaction, case: MayorMeasure, at: datetime) -> None:
        means = OrderMeans.VERZEGELING if self.penalty is None else OrderMeans.DWANGSOM
        row = MeasureMeans(means_id=uuid4(), case_id=case.case_id, means=means, ordered_at=tx.now)
        if self.penalty is not None:
            _must_be_sound(self.penalty, city_day(tx.now))
            row.amount_cents, row.unit = self.penalty.amount_cents, self.penalty.unit
            row.ceiling_cents = self.penalty.ceiling_cents
            row.grace_until = self.penalty.grace_until
        tx.session.add(row)
        case.means_pending = True
        record(
            tx,
            MayorMeasureEnforced(
                measure_id=case.case_id, kind=case.kind, means=means, ordered_at=tx.now
            ),
        )


def _must_be_sound(penalty: Penalty, today: date) -> None:
    if penalty.ceiling_cents < penalty.amount_cents:
        raise FieldRefusedError("ceiling", lazy("Het maximum is minstens het bedrag zelf."))
    if penalty.grace_until < today:
        raise FieldRefusedError("graceUntil", lazy("De uiterste dag ligt in het verleden."))


class RequestCheck(
    OfOrder,
    step=MeasureStep.EXECUTION_CHECK_REQUEST,
    page="controle-vragen",
    by=MEASURE_WORKERS,
    label=mark("De politie vragen om te controleren"),
):
    """Ask the police to check on the spot that a place stays closed.

    They know premises with a declaration; of any other place they get the address, sealed.
    """

    async def take(self, tx: Transaction, case: MayorMeasure, at: datetime) -> None:
        orders = await store.orders(tx, case.case_id)
        working = [order for order in orders if order.effect_from and order.may_work(tx.now)]
        suspends = case.content is MeasureContent.SCHORSING
        bars = case.content in store.BARRING or suspends
        if not bars or not working or working[0].effect_from is None:
            raise StepRefusedError(
                lazy("De politie kijkt alleen na of een plaats gesloten blijft.")
            )
        if suspends and not await suspensions.holds(tx, working[0].order_id):
            raise StepRefusedError(BINDS_NOBODY, [])
        record(
            tx,
            ExecutionCheckRequested(
                case_id=working[0].order_id,
                premises_id=case.premises_id,
                kind=SanctionKind.SCHORSING if suspends else SanctionKind.TIJDELIJKE_SLUITING,
                effective_from=working[0].effect_from,
                effective_to=working[0].effect_to,
                requested_at=tx.now,
                place=await _unlisted_place(tx, case) if case.unlisted else None,
            ),
        )


async def _unlisted_place(tx: Transaction, case: MayorMeasure) -> Sealed[FactPlace]:
    """The address of the reports, or the one that was written down. Raises ``StepRefusedError``."""
    reports = await store.reports(tx, case.case_id)
    sealed = [*(await findings.places_of(tx, reports)).values()]
    if sealed:
        return sealed[-1].for_police()
    written = await suitability.premises_of(tx, case.premises_id)
    if written is None:
        raise StepRefusedError(
            lazy("Het adres van deze plaats is niet bekend. Vraag de controle aan de politie zelf.")
        )
    return Sealed.of(
        FactPlace(
            label=written.label,
            street=written.street,
            house_number=written.house_number,
            postcode=written.postcode,
        )
    )
