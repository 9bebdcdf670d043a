"""Catching up: a reader that lost events holds live ones until a replay brought those before them.

While its row is there, what comes live is parked as ``held`` and only what is replayed has its
effect, so a cancellation that is new never meets a shift whose declaration is still to come again.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

import asyncpg

from chassis.db import Transaction

BEGIN = """
INSERT INTO bus_catch_up (consumer, actor, reason) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
"""
END = "DELETE FROM bus_catch_up WHERE consumer = $1"
LET_GO = """
UPDATE bus_parked SET reason = 'behind', detail = 'waits for its key'
WHERE consumer = $1 AND reason = 'held'
"""
HELD_BACK = """
SELECT partition_key, sender, min(sequence) AS first FROM bus_parked
WHERE consumer = $1 AND partition_key = ANY($2::text[]) AND reason = 'held'
GROUP BY partition_key, sender
"""
SINCE = "SELECT since FROM bus_catch_up WHERE consumer = $1"

HeldBack = Mapping[tuple[str, str | None], int]
"""By key and sender, the first sequence that is held."""


async def begin(tx: Transaction, consumer: str, *, actor: str, reason: str) -> None:
    """Hold what comes live from now on; a batch that is in hand already is not held."""
    await tx.conn.execute(BEGIN, consumer, actor, reason)


async def end(tx: Transaction, consumer: str) -> int:
    """Let the held messages have their effect, in order, by the redriver; how many they are.

    The row goes first: a consumer that saw it has committed by then, and none sees it any more.
    """
    await tx.conn.execute(END, consumer)
    done: str = await tx.conn.execute(LET_GO, consumer)
    return int(done.rsplit(maxsplit=1)[-1])


async def held_back(conn: asyncpg.Connection, consumer: str, keys: Collection[str]) -> HeldBack:
    """The live messages of these keys that wait for a replay."""
    rows = await conn.fetch(HELD_BACK, consumer, list(keys))
    return {(row["partition_key"], row["sender"]): row["first"] for row in rows}


async def since(conn: asyncpg.Connection, consumer: str) -> datetime | None:
    """The moment from which live messages are held; None when they are not."""
    moment: datetime | None = await conn.fetchval(SINCE, consumer)
    return moment
