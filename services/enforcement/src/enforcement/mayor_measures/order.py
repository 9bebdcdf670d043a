"""Sign an order, or a renewal of one, by the law of the day on which the mayor did."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from chassis.bus import record, schedule
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.codes import DecidingBody
from contracts.enforcement import MayorMeasureOrdered
from enforcement.cases.store import findings
from enforcement.mayor_measures import store
from enforcement.mayor_measures.await_college import wait
from enforcement.mayor_measures.dated_law import law_on
from enforcement.mayor_measures.rules.guards import MeasureFile
from enforcement.mayor_measures.rules.law import OrderLaw
from enforcement.mayor_measures.store import MayorMeasure, MeasureOrder
from enforcement.meetings.next_meeting import must_not_have_missed
from enforcement.sanctions.rules.period import Period, unsound_end

EXPIRY = "measure-expiry"
"""The end of the last order of a measure."""


async def file_on(tx: Transaction, case: MayorMeasure, ordered_at: datetime) -> MeasureFile:
    """The measure as its guards see it with the law of that day. Raises ``RefusedError``."""
    law = await law_of(tx, case, ordered_at)
    waits = await findings.any_waits(tx, await store.reports(tx, case.case_id))
    return replace(case.file(), law=law, on_hold=waits)


async def law_of(tx: Transaction, case: MayorMeasure, ordered_at: datetime) -> OrderLaw:
    """The law on its order as it was on that day.

    Raises ``RefusedError`` where the college met since, and did not confirm it.
    """
    if case.basis is None:
        raise StepRefusedError(lazy("Stel eerst het bevel op."))
    law = await law_on(tx, case.basis, city_day(ordered_at))
    if law.confirmed:
        await must_not_have_missed(tx, city_day(ordered_at))
    return law


def must_hold(law: OrderLaw, period: Period, ordered_at: datetime) -> None:
    """Raises ``RefusedError`` where the law of that day knows no such order, or none so long."""
    if not law.in_force:
        raise StepRefusedError(lazy("Deze rechtsgrond gold niet op de dag van het bevel."))
    begins = max(period.starts or ordered_at, ordered_at)
    if period.ends is not None or law.most_months is not None:
        wrong = unsound_end(begins, period.ends, law.most_months)
        if wrong is not None:
            raise FieldRefusedError("ends", wrong)


async def sign(
    tx: Transaction, case: MayorMeasure, law: OrderLaw, period: Period, ordered_at: datetime
) -> None:
    """Write down an order, or a renewal, and let it wait for the college. ``FieldRefusedError``."""
    must_hold(law, period, ordered_at)
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
    case.contested = case.contested and case.council_appeal
    await tx.session.flush()
    if law.confirmed:
        await wait(tx, case)
    if period.ends is not None:
        await schedule(tx, EXPIRY, str(case.case_id), period.ends)
    tell_ordered(tx, case, signed)


def tell_ordered(tx: Transaction, case: MayorMeasure, signed: MeasureOrder) -> None:
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
