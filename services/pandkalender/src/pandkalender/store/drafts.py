"""Rosters that were read from a file and wait for the owner's yes; forgotten after an hour."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson

from chassis.db import Transaction

KEPT = timedelta(hours=1)


async def keep(tx: Transaction, owner: str, rows: list[dict[str, Any]]) -> UUID:
    draft_id = uuid4()
    await tx.conn.execute("DELETE FROM roster_draft WHERE made_at < $1", tx.now - KEPT)
    await tx.conn.execute(
        "INSERT INTO roster_draft (draft_id, owner, rows, made_at) VALUES ($1, $2, $3::jsonb, $4)",
        draft_id,
        owner,
        orjson.dumps(rows).decode(),
        tx.now,
    )
    return draft_id


async def take(tx: Transaction, owner: str, draft_id: UUID) -> list[dict[str, Any]] | None:
    """Once: a second yes finds nothing to declare."""
    rows: list[dict[str, Any]] | None = await tx.conn.fetchval(
        "DELETE FROM roster_draft WHERE draft_id = $1 AND owner = $2 RETURNING rows",
        draft_id,
        owner,
    )
    return rows
