"""Check who found the facts: a second person reads it in the report; no finder decides (art. 6 §3).

The police sign in at an issuer of their own, so no login here is known to be the same person's.
"""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase

OUTSIDE = "extern"
"""The finder is nobody who signs in here."""


async def check_finder(tx: Transaction, case_id: UUID, finder: str, by: By) -> GasCase:
    """``finder`` is the pseudonym of a colleague, or ``OUTSIDE``; a later check replaces it.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.FINDER_CHECK, by, basis=basis.DECIDER)
    case.finder, case.finder_checked_by = finder, by.subject
    case.finder_checked_on = city_day(tx.now)
    return case
