"""Let the order of a ban wait for the college's next meeting, on the board of terms."""

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.meetings.next_meeting import await_next
from enforcement.street_bans import store
from enforcement.street_bans.store import StreetBanCase


async def count_anew(tx: Transaction) -> None:
    """The meetings changed: every order that waits gets the one that is next now."""
    for case in await store.unconfirmed(tx):
        await wait(tx, case)


async def wait(tx: Transaction, case: StreetBanCase) -> None:
    assert case.ordered_at is not None, "an order waits"
    case.meeting_on = await await_next(tx, case.case_id, city_day(case.ordered_at))
