"""What people did with protective signals, and how soon each kind must be looked at."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from databank.tables import MOMENT, Table, fetch


class SignalTerm(Table, table=True):
    """So many minutes after it was raised, somebody must have looked at a signal."""

    __tablename__ = "signal_term"
    priority: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    minutes: int


class SignalStep(Table, table=True):
    """Codes only (DP-19); rows are only added."""

    __tablename__ = "signal_step"
    signal_id: UUID = Field(primary_key=True, foreign_key="signal.id")
    position: int = Field(primary_key=True)
    step: str
    answer: str
    state: str
    at: datetime = Field(sa_type=MOMENT)
    actor: str
    function: str


async def note(
    conn: asyncpg.Connection,
    signal_id: UUID,
    step: tuple[str, str, str],
    at: datetime,
    actor: tuple[str, str],
) -> None:
    """For a signal that this transaction holds. ``step`` is step, answer and the state after it;
    ``actor`` is subject and function."""
    await conn.execute(
        """
        INSERT INTO signal_step (signal_id, position, step, answer, state, at, actor, function)
        SELECT $1, count(*) + 1, $2, $3, $4, $5, $6, $7 FROM signal_step WHERE signal_id = $1
        """,
        signal_id,
        *step,
        at,
        *actor,
    )


async def of_signals(
    conn: asyncpg.Connection, signal_ids: Sequence[UUID]
) -> dict[UUID, list[asyncpg.Record]]:
    rows = await conn.fetch(
        "SELECT * FROM signal_step WHERE signal_id = ANY($1::uuid[]) ORDER BY signal_id, position",
        list(signal_ids),
    )
    found: dict[UUID, list[asyncpg.Record]] = {signal_id: [] for signal_id in signal_ids}
    for row in rows:
        found[row["signal_id"]].append(row)
    return found


async def offers(conn: asyncpg.Connection, since: datetime) -> dict[str, int]:
    """How often help was offered, by what was answered; and how often somebody was referred."""
    rows = await fetch(
        conn,
        """
        SELECT CASE step WHEN 'aanbod' THEN answer ELSE step END AS what, count(*)
          FROM signal_step WHERE step IN ('aanbod', 'doorverwijzing') AND at >= $1 GROUP BY 1
        """,
        since,
    )
    return {row["what"]: row["count"] for row in rows}
