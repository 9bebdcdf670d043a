"""Let closures of the law before 2024-02-17 wait for the municipal council, on the board."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.law import COUNCIL_NOTICE
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.meetings.next_meeting import await_next
from enforcement.meetings.rules import MeetingBody


async def count_anew(tx: Transaction) -> None:
    """The council's meetings changed: each notice that is due gets the one that is next now."""
    for case in await store.untold(tx):
        await wait(tx, case)


async def wait(tx: Transaction, case: MayorMeasure) -> None:
    assert case.ordered_at is not None, "an order is told"
    ordered_on, council = city_day(case.ordered_at), MeetingBody.GEMEENTERAAD
    await await_next(tx, case.case_id, ordered_on, COUNCIL_NOTICE, council)


async def told(tx: Transaction, case_id: UUID) -> None:
    """The term goes off the board."""
    await case_terms.close(tx, case_id, COUNCIL_NOTICE)
