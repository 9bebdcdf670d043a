"""Have an order respected: seals, a penalty payment, and checks by the police."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.codes import MeasureContent, OrderMeans, SanctionKind
from contracts.enforcement import (
    ExecutionCheckRequested,
    ExecutionCheckWithdrawn,
    MayorMeasureEnforced,
    MayorMeasureExecutionRecorded,
)
from contracts.identity import FactPlace
from contracts.sealed import Sealed
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import POLICE, By
from enforcement.cases.take_step import take_step
from enforcement.mayor_measures import store
from enforcement.mayor_measures.dated_law import has_penalties
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.rules.states import MeasureState, MeasureStep
from enforcement.mayor_measures.store import MayorMeasure, MeasureMeans
from enforcement.suitability import store as suitability

BASIS = "ngw:133ter"
CHECK_WITHDRAWN = "controle_ingetrokken"


@dataclass(frozen=True, slots=True)
class Penalty:
    """Amounts in cents. Nothing is due before ``grace_until`` is over."""

    amount_cents: int
    unit: PenaltyUnit
    ceiling_cents: int
    grace_until: date


async def enforce(
    tx: Transaction, case_id: UUID, by: By, reason: str, penalty: Penalty | None
) -> MayorMeasure:
    """Order a penalty payment, or seals without one. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    today = city_day(tx.now)
    file = replace(case.file(), penalties=await has_penalties(tx, today))
    take_step(tx, case, MeasureStep.ENFORCEMENT, by, reason=reason, basis=BASIS, file=file)
    if penalty is not None:
        _must_be_sound(penalty, today)
    means = OrderMeans.VERZEGELING if penalty is None else OrderMeans.DWANGSOM
    row = MeasureMeans(means_id=uuid4(), case_id=case_id, means=means, ordered_at=tx.now)
    if penalty is not None:
        row.amount_cents, row.unit = penalty.amount_cents, penalty.unit
        row.ceiling_cents, row.grace_until = penalty.ceiling_cents, penalty.grace_until
    tx.session.add(row)
    record(
        tx,
        MayorMeasureEnforced(measure_id=case_id, kind=case.kind, means=means, ordered_at=tx.now),
    )
    return case


def _must_be_sound(penalty: Penalty, today: date) -> None:
    if penalty.amount_cents <= 0:
        raise FieldRefusedError("amount", lazy("Vul een bedrag in boven nul."))
    if penalty.ceiling_cents < penalty.amount_cents:
        raise FieldRefusedError("ceiling", lazy("Het maximum is minstens het bedrag zelf."))
    if penalty.grace_until < today:
        raise FieldRefusedError("graceUntil", lazy("De uiterste dag ligt in het verleden."))


async def request_check(tx: Transaction, case_id: UUID, by: By) -> MayorMeasure:
    """Ask the police to check on the spot that a place stays closed. Raises ``RefusedError``.

    They know premises with a declaration; of any other place they get the address, sealed.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, MeasureStep.EXECUTION_CHECK_REQUEST, by)
    orders = await store.orders(tx, case_id)
    working = [order for order in orders if order.effect_from and order.may_work(tx.now)]
    suspends = case.content is MeasureContent.SCHORSING
    bars = case.content in store.BARRING or suspends
    if not bars or not working or working[0].effect_from is None:
        raise StepRefusedError(lazy("De politie kijkt alleen na of een plaats gesloten blijft."))
    place = await _unlisted_place(tx, case) if case.unlisted else None
    record(
        tx,
        ExecutionCheckRequested(
            case_id=working[0].order_id,
            premises_id=case.premises_id,
            kind=SanctionKind.SCHORSING if suspends else SanctionKind.TIJDELIJKE_SLUITING,
            effective_from=working[0].effect_from,
            effective_to=working[0].effect_to,
            requested_at=tx.now,
            place=Sealed.of(place) if place else None,
        ),
    )
    return case


async def withdraw_check(tx: Transaction, case: MayorMeasure, by: By) -> None:
    """Nobody has to look any more: no order of the measure binds anybody now."""
    asked = await timeline.latest(tx, case.case_id, MeasureStep.EXECUTION_CHECK_REQUEST)
    answered = await timeline.latest(tx, case.case_id, MeasureStep.EXECUTION_CHECKED)
    if asked is None or (answered is not None and answered >= asked):
        return
    before = case.state
    if before is MeasureState.IN_UITVOERING:
        case.state = MeasureState.TER_KENNIS_GEBRACHT
    timeline.note(tx, case.case_id, CHECK_WITHDRAWN, (before, case.state), by)
    for order in await store.orders(tx, case.case_id):
        if order.effect_from is not None:
            record(
                tx,
                ExecutionCheckWithdrawn(
                    case_id=order.order_id, premises_id=case.premises_id, withdrawn_at=tx.now
                ),
            )


async def _unlisted_place(tx: Transaction, case: MayorMeasure) -> FactPlace:
    """The address of the reports, or the one that was written down. Raises ``StepRefusedError``."""
    reports = await store.reports(tx, case.case_id)
    sealed = [*(await findings.places_of(tx, reports)).values()]
    if sealed:
        told = sealed[-1]
        return FactPlace(
            label=told.label,
            street=told.street,
            house_number=told.house_number,
            postcode=told.postcode,
        )
    written = await suitability.premises_of(tx, case.premises_id)
    if written is None:
        raise StepRefusedError(
            lazy("Het adres van deze plaats is niet bekend. Vraag de controle aan de politie zelf.")
        )
    return FactPlace(
        label=written.label,
        street=written.street,
        house_number=written.house_number,
        postcode=written.postcode,
    )


async def record_execution(tx: Transaction, case_id: UUID, *, complied: bool) -> None:
    """The answer of the police; what follows on it, a person says. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    reason = "nageleefd" if complied else "niet nageleefd"
    take_step(tx, case, MeasureStep.EXECUTION_CHECKED, POLICE, reason=reason)
    case.complied = complied
    record(
        tx,
        MayorMeasureExecutionRecorded(
            measure_id=case_id, kind=case.kind, complied=complied, recorded_at=tx.now
        ),
    )
