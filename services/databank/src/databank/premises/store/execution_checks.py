"""Sanctions whose execution the city asks the police to check."""

from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from contracts.enforcement import ExecutionCheckRequested
from databank.tables import MOMENT, Table, fetch


class ExecutionCheck(Table, table=True):
    __tablename__ = "execution_check"
    case_id: UUID = Field(primary_key=True)
    premises_id: UUID = Field(index=True)
    kind: str
    effective_from: datetime = Field(sa_type=MOMENT)
    effective_to: datetime | None = Field(default=None, sa_type=MOMENT)
    requested_at: datetime = Field(sa_type=MOMENT)
    state: str
    checked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    complied: bool | None = None


async def request(conn: asyncpg.Connection, event: ExecutionCheckRequested) -> None:
    """A repeated request opens the check again: the city wants to know anew."""
    await conn.execute(
        """
        INSERT INTO execution_check (case_id, premises_id, kind, effective_from, effective_to,
                                     requested_at, state)
        VALUES ($1, $2, $3, $4, $5, $6, 'open')
        ON CONFLICT (case_id) DO UPDATE
        SET state = 'open', requested_at = $6, effective_from = $4, effective_to = $5
        """,
        event.case_id,
        event.premises_id,
        event.kind.value,
        event.effective_from,
        event.effective_to,
        event.requested_at,
    )


async def hold(conn: asyncpg.Connection, case_id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(
        "SELECT * FROM execution_check WHERE case_id = $1 FOR UPDATE", case_id
    )


async def set_checked(
    conn: asyncpg.Connection, case_id: UUID, checked_at: datetime, complied: bool
) -> None:
    await conn.execute(
        """
        UPDATE execution_check SET state = 'gecontroleerd', checked_at = $2, complied = $3
         WHERE case_id = $1
        """,
        case_id,
        checked_at,
        complied,
    )


async def listed(
    conn: asyncpg.Connection, state: str | None, offset: int, limit: int
) -> list[asyncpg.Record]:
    return await fetch(
        conn,
        """
        SELECT * FROM execution_check WHERE $1::text IS NULL OR state = $1
         ORDER BY requested_at, case_id OFFSET $2 LIMIT $3
        """,
        state,
        offset,
        limit,
    )
