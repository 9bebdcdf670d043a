"""Claims on the agenda of the college: those whose writ it has to approve (decree art. 177, 2°)."""

from datetime import date

from chassis.db import Transaction
from enforcement.meetings.rules import VisaItem
from enforcement.payments.rules.claim import ClaimState
from enforcement.payments.store import claims

MOST = 500
"""A city asks for the visa of some tens of claims at a meeting."""


async def visas_for(tx: Transaction, meets_on: date) -> tuple[VisaItem, ...]:
    """Those whose registered notice was left unanswered by the day of the meeting, by number.

    None while an appeal or a plan that is kept holds the collection up.
    """
    rows = await claims.late(tx, meets_on, MOST)
    items = [
        VisaItem(row.number, row.outstanding_cents, row.asked_on, row.prescribes_on)
        for row in rows
        if row.state == ClaimState.AANGEMAAND and row.asked_on is not None
    ]
    return tuple(sorted(items, key=lambda each: each.number))
