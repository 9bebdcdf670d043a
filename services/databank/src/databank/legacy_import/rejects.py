"""Rejects of an import: read the rows that it refused, or give them up; both are written down."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor
from databank.legacy_import.run import log_import
from databank.legacy_import.store import rejects
from databank.legacy_import.store.rejects import RejectRow


async def read_rejects(tx: Transaction, officer: Actor, run_id: UUID) -> list[RejectRow]:
    """The refused rows of a run that wait for a correction."""
    await log_import(tx, officer, run_id, Action.CONSULT)
    return await rejects.waiting(tx.conn, run_id)


async def give_up_rejects(tx: Transaction, officer: Actor, run_id: UUID) -> int:
    """Remove what the refused rows of a run say; gives how many there were."""
    await log_import(tx, officer, run_id, Action.DELETE)
    return await rejects.give_up(tx.conn, run_id, tx.now)
