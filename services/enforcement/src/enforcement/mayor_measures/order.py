"""Record that the mayor signed an order, or renewed one: by the law of that day."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from chassis.bus import record, schedule
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.codes import DecidingBody
from contracts.enforcement import MayorMeasureOrdered
from enforcement.cases.rules import happened
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.mayor_measures import await_council, store
from enforcement.mayor_measures.await_college import wait
from enforcement.mayor_measures.dated_law import law_on
from enforcement.mayor_measures.rules.law import ARTICLE, OrderLaw
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure, MeasureOrder
from enforcement.meetings import store as meetings
from enforcement.sanctions.rules.period import Period, unsound_end

EXPIRY = "measure-expiry"
"""The end of the last order of a measure."""


async def order(
    tx: Transaction, case_id: UUID, by: By, ordered_at: datetime | None
) -> MayorMeasure:
    """The mayor signed the draft; it works once notified. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    ordered_at = happened("orderedAt", ordered_at, tx.now, after=case.proposed_at)
    law = await _law(tx, case, ordered_at)
    step, basis = MeasureStep.ORDER, ARTICLE[law.basis]
    file = replace(case.file(), law=law, on_hold=await _police_wait(tx, case_id))
    take_step(tx, case, step, by, basis=basis, happened_at=ordered_at, file=file)
    period = Period(case.planned_from, case.planned_to)
    case.ordered_at, case.council_due = ordered_at, law.council_told
    await _sign(tx, case, law, period, ordered_at)
    if law.council_told:
        await await_council.wait(tx, case)
    return case


async def renew(
    tx: Transaction,
    case_id: UUID,
    by: By,
    ends: datetime,
    motivation: str,
    ordered_at: datetime | None,
) -> MayorMeasure:
    """A new order from the end of the one that runs, until ``ends``. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    ordered_at = happened("orderedAt", ordered_at, tx.now, after=case.notified_at)
    law = await _law(tx, case, ordered_at)
    file = replace(
        case.file(),
        law=law,
        renewals_left=law.renewals - case.renewals,
        on_hold=await _police_wait(tx, case_id),
    )
    step, basis = MeasureStep.RENEWAL, ARTICLE[law.basis]
    take_step(tx, case, step, by, reason=motivation, basis=basis, happened_at=ordered_at, file=file)
    case.renewals += 1
    await _sign(tx, case, law, Period(case.effect_to, ends), ordered_at)
    return case


async def _police_wait(tx: Transaction, case_id: UUID) -> bool:
    return await findings.any_waits(tx, await store.reports(tx, case_id))


async def _law(tx: Transaction, case: MayorMeasure, ordered_at: datetime) -> OrderLaw:
    if case.basis is None:
        raise StepRefusedError(lazy("Stel eerst het bevel op."))
    law = await law_on(tx, case.basis, city_day(ordered_at))
    if not law.confirmed:
        return law
    met = await meetings.next_after(tx, city_day(ordered_at))
    if met is not None and not await meetings.may_decide(tx, met):
        reason = lazy("Het college vergaderde al na die dag. Zonder bevestiging is dit vervallen.")
        raise FieldRefusedError("orderedAt", reason)
    return law


async def _sign(
    tx: Transaction, case: MayorMeasure, law: OrderLaw, period: Period, ordered_at: datetime
) -> None:
    begins = max(period.starts or ordered_at, ordered_at)
    if period.ends is not None or law.most_months is not None:
        wrong = unsound_end(begins, period.ends, law.most_months)
        if wrong is not None:
            raise FieldRefusedError("ends", wrong)
    signed = MeasureOrder(
        order_id=uuid4(),
        case_id=case.case_id,
        renewal=case.renewals,
        ordered_at=ordered_at,
        effective_from=period.starts,
        effective_to=period.ends,
        confirmation_needed=law.confirmed,
    )
    tx.session.add(signed)
    case.pending, case.unconfirmed = True, law.confirmed
    case.contested = case.council_appeal
    await tx.session.flush()
    if law.confirmed:
        await wait(tx, case)
    if period.ends is not None:
        await schedule(tx, EXPIRY, str(case.case_id), period.ends)
    _tell(tx, case, signed)


def _tell(tx: Transaction, case: MayorMeasure, signed: MeasureOrder) -> None:
    assert case.basis is not None and case.content is not None, "a draft has both"
    record(
        tx,
        MayorMeasureOrdered(
            measure_id=case.case_id,
            order_id=signed.order_id,
            kind=case.kind,
            content=case.content,
            basis=case.basis,
            renewal=signed.renewal,
            urgent=case.urgency is not None,
            confirmation_needed=signed.confirmation_needed,
            deciding_body=DecidingBody.BURGEMEESTER,
            branch=case.branch,
            in_tolerance_zone=case.in_tolerance_zone,
            effective_from=signed.effective_from,
            effective_to=signed.effective_to,
            ordered_at=signed.ordered_at,
        ),
    )
