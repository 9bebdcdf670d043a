"""Rosters that were read from a file and wait for the owner's yes; forgotten after an hour."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis.bus.timers import Timer, ensure, revoke
from chassis.db import Transaction
from pandkalender.sealed_columns import DRAFT

KEPT = timedelta(hours=1)
FORGET = "forget-roster"


async def keep(tx: Transaction, owner: str, rows: list[dict[str, Any]]) -> UUID:
    draft_id = uuid4()
    await tx.conn.execute(
        "INSERT INTO roster_draft (draft_id, owner, rows, made_at) VALUES ($1, $2, $3, $4)",
        draft_id,
        owner,
        tx.vault.seal(DRAFT, draft_id, rows),
        tx.now,
    )
    await ensure(tx, FORGET, {str(draft_id): tx.now + KEPT})
    return draft_id


async def take(tx: Transaction, owner: str, draft_id: UUID) -> list[dict[str, Any]] | None:
    """Once: a second yes finds nothing to declare."""
    sealed: bytes | None = await tx.conn.fetchval(
        "DELETE FROM roster_draft WHERE draft_id = $1 AND owner = $2 RETURNING rows",
        draft_id,
        owner,
    )
    await revoke(tx, FORGET, str(draft_id))
    if sealed is None:
        return None
    rows: list[dict[str, Any]] = tx.vault.open(DRAFT, draft_id, sealed)
    return rows


async def forget(timer: Timer, tx: Transaction) -> None:
    """Nobody said yes within the hour: the names in the file go."""
    await tx.conn.execute("DELETE FROM roster_draft WHERE draft_id = $1", UUID(timer.key))
