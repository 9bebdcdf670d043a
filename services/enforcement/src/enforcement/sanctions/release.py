"""Release a sanction case that was on hold, after consultation with the police."""

from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.sanctions import store
from enforcement.sanctions.rules import SanctionStep
from enforcement.sanctions.store import SanctionCase


async def release(tx: Transaction, case_id: UUID, by: By, reason: str) -> SanctionCase:
    """Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, SanctionStep.RELEASE, by, reason=reason)
    return case
