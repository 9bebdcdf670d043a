"""Let nobody owe a penalty payment for days on which no order of the measure held."""

from collections.abc import Sequence
from datetime import date

from chassis.db import Transaction
from chassis.messages import LazyMessage, lazy
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.rules.held_days import StayedDays, days_between, held
from enforcement.mayor_measures.rules.law import PENALTY_TERM
from enforcement.mayor_measures.rules.penalty import PenaltyTerms, first_owed_day, forfeited
from enforcement.mayor_measures.store import MayorMeasure, MeasureForfeit, MeasureMeans
from enforcement.payments.lower_claim import lower_penalty
from enforcement.payments.withdraw_claim import withdraw_claim

ORDER_WITHDRAWN = lazy("Het bevel is ingetrokken.")
ORDER_ANNULLED = lazy("De Raad van State vernietigde het bevel.")
NO_ORDER_HELD = lazy("Op die dagen werkte er geen bevel.")


async def held_days(tx: Transaction, case: MayorMeasure, days: Sequence[date]) -> list[date]:
    """Those of the days on which an order of the measure held."""
    known = [order.span(case.ended_at) for order in await store.orders(tx, case.case_id)]
    spans = [span for span in known if span is not None]
    stays = [
        StayedDays(stay.stayed_on, stay.ended_on) for stay in await store.stays(tx, case.case_id)
    ]
    return [day for day in days if held(day, spans, stays)]


async def owe_nothing(tx: Transaction, case: MayorMeasure, by: By, why: LazyMessage) -> None:
    """The order was taken back or annulled: whatever was paid goes back, also where nobody asks for
    the rest any more."""
    await tx.session.flush()
    forfeits = await store.forfeits(tx, case.case_id)
    for forfeit in forfeits:
        await withdraw_claim(tx, forfeit.forfeit_id, by, why)
        forfeit.given_up, forfeit.amount_cents = forfeit.collected_on is None, 0
    await _note_what_is_open(tx, case, forfeits)


async def owe_held_days(tx: Transaction, case: MayorMeasure, by: By) -> None:
    """Orders prove to have held on fewer days than was thought, or a penalty to have been told
    later: what was forfeited for each of the others is owed no more, and what was paid for it goes
    back. A breach that began while an order held is owed, where no day counts by itself.
    """
    await tx.session.flush()
    penalties = {each.means_id: each for each in await store.means(tx, case)}
    forfeits = await store.forfeits(tx, case.case_id)
    before = dict.fromkeys(penalties, 0)
    for forfeit in sorted(forfeits, key=lambda each: each.noted_at):
        penalty = penalties.get(forfeit.means_id)
        if penalty is None:
            continue
        days = days_between(forfeit.first_day, forfeit.last_day)
        owed = await held_days(tx, case, _told_days(penalty, days))
        by_day = penalty.unit is PenaltyUnit.PER_DAG
        if not owed or (not by_day and owed[0] != forfeit.first_day):
            await withdraw_claim(tx, forfeit.forfeit_id, by, NO_ORDER_HELD)
            forfeit.given_up, forfeit.amount_cents = forfeit.collected_on is None, 0
        elif by_day and owed != days:
            amount = forfeited(terms_of(penalty), len(owed), before[penalty.means_id])
            forfeit.first_day = owed[0]
            await _lower(tx, case, forfeit, min(amount, forfeit.amount_cents), owed[-1], by)
        before[penalty.means_id] += forfeit.amount_cents
    await _note_what_is_open(tx, case, forfeits)


def _told_days(penalty: MeasureMeans, days: Sequence[date]) -> list[date]:
    """Those of the days behind its grace and its notification."""
    if penalty.notified_on is None:
        return []
    owed_from = first_owed_day(penalty.notified_on, penalty.grace_until)
    return [day for day in days if day >= owed_from]


def terms_of(penalty: MeasureMeans) -> PenaltyTerms:
    assert penalty.amount_cents and penalty.unit and penalty.ceiling_cents, "it is a penalty"
    return PenaltyTerms(penalty.amount_cents, penalty.unit, penalty.ceiling_cents)


async def _lower(
    tx: Transaction,
    case: MayorMeasure,
    forfeit: MeasureForfeit,
    amount_cents: int,
    last_day: date,
    by: By,
) -> None:
    """It prescribes a year after the last day that is owed still, if nothing interrupted that."""
    law = await legal_terms.law(tx, last_day, PENALTY_TERM)
    if forfeit.prescribes_on == law.deadline(PENALTY_TERM, forfeit.last_day).last_day:
        forfeit.prescribes_on = law.deadline(PENALTY_TERM, last_day).last_day
        await case_terms.start(tx, case.case_id, law, PENALTY_TERM, last_day)
    forfeit.amount_cents, was_until, forfeit.last_day = amount_cents, forfeit.last_day, last_day
    await lower_penalty(tx, forfeit.forfeit_id, amount_cents, (was_until, last_day), by)


async def _note_what_is_open(
    tx: Transaction, case: MayorMeasure, forfeits: Sequence[MeasureForfeit]
) -> None:
    case.to_collect = any(not each.given_up and each.collected_on is None for each in forfeits)
    if not case.to_collect:
        await case_terms.close(tx, case.case_id, PENALTY_TERM)
