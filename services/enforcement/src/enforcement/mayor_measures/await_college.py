"""Let orders wait for the college: which meeting has to confirm them, on the board of terms."""

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.mayor_measures import store
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.meetings.next_meeting import await_next


async def count_anew(tx: Transaction) -> None:
    """The meetings changed: every order that waits gets the one that is next now."""
    for case in await store.unconfirmed(tx):
        await wait(tx, case)


async def wait(tx: Transaction, case: MayorMeasure) -> None:
    waiting = [order for order in await store.orders(tx, case.case_id) if order.lapsed_at is None]
    await await_next(tx, case.case_id, city_day(waiting[-1].ordered_at))
