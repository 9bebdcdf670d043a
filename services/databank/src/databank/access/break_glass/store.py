"""Requests to open a shielded file, from the question to the judgement."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlmodel import Field

from databank.access.break_glass.rules import Emergency, Step
from databank.tables import MOMENT, Table, fetch


class EmergencyAccess(Table, table=True):
    """``reason`` and ``review_reason`` are free text: shown to who decides, and nowhere else.

    ``review_overdue`` is a flag, set when the term passes.
    """

    __tablename__ = "emergency_access"
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    ground: str
    reason: str
    asked_by: str = Field(index=True)
    asked_function: str
    asked_at: datetime = Field(sa_type=MOMENT, index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_by: str | None = None
    until: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_by: str | None = None
    verdict: str | None = None
    review_reason: str | None = None
    reviewed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    reviewed_by: str | None = None
    review_overdue: bool = False


def emergency(row: asyncpg.Record) -> Emergency:
    return Emergency(
        asked_by=row["asked_by"],
        asked_at=row["asked_at"],
        withdrawn_at=row["withdrawn_at"],
        decided_by=row["decided_by"],
        until=row["until"],
        ended_at=row["ended_at"],
        verdict=Step(row["verdict"]) if row["verdict"] else None,
    )


async def add(conn: asyncpg.Connection, values: dict[str, Any]) -> None:
    """A request: who asks for which file, when and why."""
    await conn.execute(
        """
        INSERT INTO emergency_access (id, person_id, ground, reason, asked_by, asked_function,
                                      asked_at, review_overdue)
        VALUES ($1, $2, $3, $4, $5, $6, $7, false)
        """,
        *(
            values[name]
            for name in (
                "id",
                "person_id",
                "ground",
                "reason",
                "asked_by",
                "asked_function",
                "asked_at",
            )
        ),
    )


async def get(conn: asyncpg.Connection, emergency_id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow("SELECT * FROM emergency_access WHERE id = $1", emergency_id)


async def hold(conn: asyncpg.Connection, emergency_id: UUID) -> asyncpg.Record | None:
    """Locked until the end of the transaction: of two who decide at once, one comes second."""
    return await conn.fetchrow(
        "SELECT * FROM emergency_access WHERE id = $1 FOR UPDATE", emergency_id
    )


async def decide(
    conn: asyncpg.Connection, emergency_id: UUID, at: datetime, by: str, until: datetime | None
) -> None:
    await conn.execute(
        "UPDATE emergency_access SET decided_at = $2, decided_by = $3, until = $4 WHERE id = $1",
        emergency_id,
        at,
        by,
        until,
    )


async def withdraw(conn: asyncpg.Connection, emergency_id: UUID, at: datetime) -> None:
    await conn.execute(
        "UPDATE emergency_access SET withdrawn_at = $2 WHERE id = $1", emergency_id, at
    )


async def end(conn: asyncpg.Connection, emergency_id: UUID, at: datetime, by: str) -> None:
    await conn.execute(
        "UPDATE emergency_access SET ended_at = $2, ended_by = $3 WHERE id = $1",
        emergency_id,
        at,
        by,
    )


async def judge(
    conn: asyncpg.Connection, emergency_id: UUID, at: datetime, by: str, verdict: Step, why: str
) -> None:
    await conn.execute(
        """
        UPDATE emergency_access SET verdict = $2, review_reason = $3, reviewed_at = $4,
               reviewed_by = $5, review_overdue = false WHERE id = $1
        """,
        emergency_id,
        verdict.value,
        why,
        at,
        by,
    )


async def flag_overdue(conn: asyncpg.Connection, emergency_id: UUID) -> None:
    await conn.execute(
        """
        UPDATE emergency_access SET review_overdue = true
         WHERE id = $1 AND until IS NOT NULL AND verdict IS NULL
        """,
        emergency_id,
    )


# Who a request is about may have been merged since: both ends are followed to whom they are now.
OPEN = """
WITH RECURSIVE chain AS (
  SELECT emergency_access.id AS emergency_id, person.id, person.merged_into
    FROM emergency_access JOIN person ON person.id = emergency_access.person_id
   WHERE asked_by = $1 AND withdrawn_at IS NULL AND verdict IS NULL AND ended_at IS NULL
     AND (decided_by IS NULL OR until > $3)
   UNION SELECT emergency_id, person.id, person.merged_into
    FROM person JOIN chain ON person.id = chain.merged_into)
SELECT emergency_access.*, chain.id AS now_person_id FROM chain
  JOIN emergency_access ON emergency_access.id = chain.emergency_id
 WHERE chain.merged_into IS NULL AND chain.id = ANY($2::uuid[]) ORDER BY asked_at DESC
"""


async def of_officer(
    conn: asyncpg.Connection, subject: str, person_ids: Iterable[UUID], now: datetime
) -> list[asyncpg.Record]:
    """What this officer asked about these files and may still be of use, the newest first.

    ``now_person_id`` is one of ``person_ids``, which nobody merged away.
    """
    return await fetch(conn, OPEN, subject, list(person_ids), now)


async def recent(
    conn: asyncpg.Connection, asked_by: str | None, offset: int, limit: int
) -> list[asyncpg.Record]:
    """All requests, or those of one officer; what waits for a judgement too long comes first."""
    return await fetch(
        conn,
        """
        SELECT * FROM emergency_access WHERE $1::text IS NULL OR asked_by = $1
         ORDER BY review_overdue DESC, asked_at DESC, id OFFSET $2 LIMIT $3
        """,
        asked_by,
        offset,
        limit,
    )
