"""Table of sanctions whose execution the city asks the police to check."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from contracts.codes import SanctionKind
from contracts.enforcement import ExecutionCheckRequested
from databank.premises.rules import CheckState
from databank.tables import Table


class ExecutionCheck(Table, table=True):
    """A check on the spot, by the city's case."""

    __tablename__ = "execution_check"
    __table_args__ = (one_of("state", CheckState),)
    case_id: UUID = Field(primary_key=True)
    premises_id: UUID = Field(index=True)
    kind: SanctionKind = Field(sa_type=CODE)
    effective_from: datetime = Field(sa_type=MOMENT)
    effective_to: datetime | None = Field(default=None, sa_type=MOMENT)
    requested_at: datetime = Field(sa_type=MOMENT)
    state: CheckState = Field(sa_type=CODE)
    checked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    complied: bool | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row of ``execution_check``."""

    case_id: UUID
    premises_id: UUID
    kind: SanctionKind
    effective_from: datetime
    effective_to: datetime | None
    requested_at: datetime
    state: CheckState
    checked_at: datetime | None
    complied: bool | None


async def request(conn: asyncpg.Connection, event: ExecutionCheckRequested) -> None:
    """Keep a request; a repeated one opens the check again: the city wants to know anew."""
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


async def note_lifted(conn: asyncpg.Connection, case_id: UUID, lifted_at: datetime) -> None:
    """The sanction of an open check ended; until then it could still be broken."""
    await conn.execute(
        """
        UPDATE execution_check SET effective_to = least(effective_to, $2)
         WHERE case_id = $1 AND state = 'open'
        """,
        case_id,
        lifted_at,
    )


async def get_for_update(conn: asyncpg.Connection, case_id: UUID) -> CheckRow | None:
    return await fetch_one(
        conn, CheckRow, "SELECT * FROM execution_check WHERE case_id = $1 FOR UPDATE", case_id
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


async def page_of(
    conn: asyncpg.Connection, state: CheckState | None, offset: int, limit: int
) -> list[CheckRow]:
    """Checks in the order in which the city asked them."""
    return await fetch_all(
        conn,
        CheckRow,
        """
        SELECT * FROM execution_check WHERE $1::text IS NULL OR state = $1
         ORDER BY requested_at, case_id OFFSET $2 LIMIT $3
        """,
        state,
        offset,
        limit,
    )


@dataclass(frozen=True, slots=True)
class CheckTask(CheckRow):
    """A check with the label of its premises, as officers know the place."""

    label: str | None


async def tasks(conn: asyncpg.Connection) -> list[CheckTask]:
    """Checks that the city asks now, the oldest first, and the hundred that were done last."""
    return await fetch_all(
        conn,
        CheckTask,
        """
        SELECT execution_check.*, establishment.label
          FROM execution_check LEFT JOIN establishment USING (premises_id)
         WHERE state = 'open'
            OR case_id IN (SELECT case_id FROM execution_check WHERE state = 'gecontroleerd'
                            ORDER BY checked_at DESC LIMIT 100)
         ORDER BY checked_at DESC NULLS FIRST, requested_at, case_id
        """,
    )
