"""Let a final fine fall due: its claim opens, and what came in before counts at once."""

from chassis.db import Transaction
from enforcement.cases.store.timeline import CLOCK
from enforcement.payments.match_line import match_waiting
from enforcement.payments.open_claim import open_claim
from enforcement.payments.rules.claim import DueFine


async def fall_due(tx: Transaction, due: DueFine) -> None:
    """Lines that an earlier release let wait, since they named no claim yet, are booked too."""
    await open_claim(tx, due)
    await match_waiting(tx, due.case_id, CLOCK)
