"""Correct a day that somebody noted wrong: what the wrong day began runs from the right one."""

from datetime import date

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import MayorMeasureOrderWithdrawn
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.hearings.correct_day import correct_hearing_day
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import (
    await_college,
    await_council,
    later_receipt,
    store,
    tell_means,
)
from enforcement.mayor_measures.heard import RIGHT
from enforcement.mayor_measures.order import law_of, must_hold, tell_ordered
from enforcement.mayor_measures.put_into_effect import restrict
from enforcement.mayor_measures.rules.law import COUNCIL_NOTICE
from enforcement.mayor_measures.rules.states import DayOf
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.mayor_measures.tell_notified import tell_notified
from enforcement.meetings.rules import CONFIRMATION_TERM
from enforcement.notifications.must_not_have_left import must_not_have_left
from enforcement.notifications.rules import LetterKind
from enforcement.sanctions.rules.period import Period

ORDER = (CaseKind.MEASURE, LetterKind.BESLISSING)


async def correct_day(tx: Transaction, case: MayorMeasure, which: DayOf, on: date, by: By) -> None:
    """Others hear of another day. Raises ``RefusedError``."""
    if which is DayOf.HOORZITTING:
        await _heard_on(tx, case, on, by)
    elif which is DayOf.HANDTEKENING:
        await _signed_on(tx, case, on)
    elif which is DayOf.DWANGMIDDEL:
        await _means_notified_on(tx, case, on, by)
    else:
        await _notified_on(tx, case, on, by)


async def _heard_on(tx: Transaction, case: MayorMeasure, on: date, by: By) -> None:
    """The letter of the order says the day too."""
    for order in (await store.orders(tx, case.case_id))[:1]:
        await must_not_have_left(tx, ORDER, case.case_id, order.ordered_at)
    await correct_hearing_day(tx, case, RIGHT, on, by)


async def _signed_on(tx: Transaction, case: MayorMeasure, on: date) -> None:
    """By the law of the right day; the college meets after it, and reporting counts it there."""
    order = next(iter(reversed(await store.orders(tx, case.case_id))), None)
    if order is None or order.renewal or not case.pending or order.confirmed_on is not None:
        reason = lazy(
            "Alleen van een eerste bevel dat nog op kennisgeving en college wacht, zet je deze dag "
            "recht. Laat de burgemeester het bevel hernemen."
        )
        raise FieldRefusedError("dayOf", reason)
    await must_not_have_left(tx, ORDER, case.case_id, order.ordered_at)
    assert case.proposed_at is not None, "an order has a draft"
    if on < city_day(case.proposed_at):
        raise FieldRefusedError("day", lazy("Dit ligt voor het ontwerp. Kijk de dag na."))
    ordered_at = max(day_start(on), case.proposed_at)
    try:
        law = await law_of(tx, case, ordered_at)
        must_hold(law, Period(order.effective_from, order.effective_to), ordered_at)
    except FieldRefusedError as refusal:
        raise FieldRefusedError("day", refusal.reason) from refusal
    order.ordered_at = case.ordered_at = ordered_at
    order.confirmation_needed = case.unconfirmed = law.confirmed
    case.council_due = law.council_told
    await tx.session.flush()
    await case_terms.close(tx, case.case_id, CONFIRMATION_TERM, COUNCIL_NOTICE)
    if law.confirmed:
        await await_college.wait(tx, case)
    if law.council_told:
        await await_council.wait(tx, case)
    record(
        tx,
        MayorMeasureOrderWithdrawn(
            measure_id=case.case_id, kind=case.kind, anew=True, withdrawn_at=tx.now
        ),
    )
    tell_ordered(tx, case, order)


async def _notified_on(tx: Transaction, case: MayorMeasure, on: date, by: By) -> None:
    """Of the last order that was notified: it works from the right day, and calendar and police
    hear so, also of a suspension."""
    notified = [each for each in await store.orders(tx, case.case_id) if each.notified_at]
    if not notified:
        raise FieldRefusedError("dayOf", lazy("Het bevel is nog niet ter kennis gebracht."))
    order = notified[-1]
    if on < city_day(order.ordered_at):
        raise FieldRefusedError("day", lazy("Dit ligt voor het bevel. Kijk de dag na."))
    await later_receipt.recount_notification(tx, case, order, on, by)
    tell_notified(tx, case, order)
    if case.restricts and order.lapsed_at is None:
        await restrict(tx, case, order, order.ordered_at, by)


async def _means_notified_on(tx: Transaction, case: MayorMeasure, on: date, by: By) -> None:
    """Of those that were last told: what was forfeited before the right day is owed no more."""
    told = [each for each in await store.means(tx, case) if each.notified_on is not None]
    last = max((each.notified_on for each in told if each.notified_on), default=None)
    if last is None:
        reason = lazy("De verzegeling of dwangsom is nog niet ter kennis gebracht.")
        raise FieldRefusedError("dayOf", reason)
    moved = [each for each in told if each.notified_on == last]
    if any(on < city_day(each.ordered_at) for each in moved):
        raise FieldRefusedError("day", lazy("Dit ligt voor de beslissing zelf. Kijk de dag na."))
    await tell_means.recount(tx, case, moved, on, by)
