"""Withdraw a change that an owner told, before the city assessed it."""

from chassis.db import Transaction
from enforcement.suitability import store
from enforcement.suitability.advices import end_on_change
from enforcement.suitability.store.changes import Change


async def withdraw_change(tx: Transaction, change: Change) -> None:
    """Nobody waits for advices on it, unless another change is still to be assessed."""
    change.withdrawn_at = tx.now
    await tx.session.flush()
    if await store.changes.find_open(tx, change.dossier_id, None) is None:
        await end_on_change(tx, await store.get_for_update(tx, change.dossier_id))
