"""Let orders wait for the college: which meeting has to confirm them, on the board of terms."""

from datetime import timedelta

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.college_meetings import store as meetings
from enforcement.legal_terms import case_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.law import CONFIRMATION_TERM
from enforcement.mayor_measures.store import MayorMeasure

WARNED_BEFORE = timedelta(days=2)


async def count_anew(tx: Transaction) -> None:
    """The meetings changed: every order that waits gets the one that is next now."""
    for case in await store.unconfirmed(tx):
        await wait(tx, case)


async def wait(tx: Transaction, case: MayorMeasure) -> None:
    """The term ends with the next meeting after the order; none runs while its day is unknown."""
    waiting = [order for order in await store.orders(tx, case.case_id) if order.lapsed_at is None]
    ordered_on = city_day(waiting[-1].ordered_at)
    due = await meetings.next_after(tx, ordered_on)
    if due is None:
        await case_terms.close(tx, case.case_id, CONFIRMATION_TERM)
        return
    ends = Deadline(due, max(due - WARNED_BEFORE, ordered_on))
    await case_terms.start_until(tx, case.case_id, CONFIRMATION_TERM, ordered_on, ends)
