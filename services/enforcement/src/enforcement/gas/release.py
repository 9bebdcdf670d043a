"""Release a fine case that was on hold, after consultation with the police."""

from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.store.timeline import By
from enforcement.gas import store
from enforcement.gas.hold import release_case
from enforcement.gas.store import GasCase


async def release(tx: Transaction, case_id: UUID, by: By, reason: str) -> GasCase:
    """A person answers for it, whatever the police said last. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    await release_case(tx, case, by, reason)
    return case
