"""Table of requests to open a shielded file, from the question to the judgement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from databank.access.break_glass.rules import (
    REVIEW_WITHIN,
    VERDICTS,
    EmergencyRequest,
    Ground,
    Step,
)
from databank.tables import Table


class EmergencyAccess(Table, table=True):
    """``reason`` and ``review_reason`` are free text: shown to who decides, and nowhere else.

    ``review_overdue`` is a flag, set when the term passes.
    """

    __tablename__ = "emergency_access"
    __table_args__ = (one_of("verdict", sorted(VERDICTS)),)
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    ground: Ground = Field(sa_type=CODE)
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
    verdict: Step | None = Field(default=None, sa_type=CODE)
    review_reason: str | None = None
    reviewed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    reviewed_by: str | None = None
    review_overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow(EmergencyRequest):
    """A row of ``emergency_access``, with what may be done about it."""

    id: UUID
    person_id: UUID
    ground: Ground
    reason: str
    asked_function: str
    decided_at: datetime | None = None
    ended_by: str | None = None
    review_reason: str | None = None
    reviewed_at: datetime | None = None
    reviewed_by: str | None = None
    review_overdue: bool = False


async def add(conn: asyncpg.Connection, request: RequestRow) -> None:
    """Insert a new request: who asks for which file, when and why."""
    await conn.execute(
        """
        INSERT INTO emergency_access (id, person_id, ground, reason, asked_by, asked_function,
                                      asked_at, review_overdue)
        VALUES ($1, $2, $3, $4, $5, $6, $7, false)
        """,
        request.id,
        request.person_id,
        request.ground,
        request.reason,
        request.asked_by,
        request.asked_function,
        request.asked_at,
    )


async def get(conn: asyncpg.Connection, emergency_id: UUID) -> RequestRow | None:
    return await fetch_one(
        conn, RequestRow, "SELECT * FROM emergency_access WHERE id = $1", emergency_id
    )


async def get_for_update(conn: asyncpg.Connection, emergency_id: UUID) -> RequestRow | None:
    """Locked until the end of the transaction: of two who decide at once, one comes second."""
    return await fetch_one(
        conn, RequestRow, "SELECT * FROM emergency_access WHERE id = $1 FOR UPDATE", emergency_id
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
        verdict,
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


OPEN = """
WITH RECURSIVE chain AS (
  SELECT emergency_access.id AS emergency_id, person.id, person.merged_into
    FROM emergency_access JOIN person ON person.id = emergency_access.person_id
   WHERE asked_by = $1 AND withdrawn_at IS NULL AND verdict IS NULL AND ended_at IS NULL
     AND (decided_by IS NULL OR until > $3)
   UNION SELECT emergency_id, person.id, person.merged_into
    FROM person JOIN chain ON person.id = chain.merged_into)
SELECT emergency_access.* FROM chain
  JOIN emergency_access ON emergency_access.id = chain.emergency_id
 WHERE chain.merged_into IS NULL AND chain.id = ANY($2::uuid[]) ORDER BY asked_at DESC
"""
"""The person of a request may have been merged since, so each is followed to the survivor."""


async def of_officer(
    conn: asyncpg.Connection, subject: str, person_ids: Iterable[UUID], now: datetime
) -> list[RequestRow]:
    """Requests of an officer about these files that may still be of use, the newest first.

    ``person_ids`` are of persons whom nobody merged away.
    """
    return await fetch_all(conn, RequestRow, OPEN, subject, list(person_ids), now)


async def opened_for(
    conn: asyncpg.Connection, subject: str, person_ids: Iterable[UUID], now: datetime
) -> set[UUID]:
    """Those of these files that are open to an officer now, for an emergency."""
    rows = await conn.fetch(
        """
        WITH RECURSIVE chain AS (
          SELECT person.id, person.merged_into
            FROM emergency_access JOIN person ON person.id = emergency_access.person_id
           WHERE asked_by = $1 AND until > $3 AND ended_at IS NULL AND verdict IS NULL
             AND withdrawn_at IS NULL
           UNION SELECT person.id, person.merged_into
            FROM person JOIN chain ON person.id = chain.merged_into)
        SELECT id FROM chain WHERE merged_into IS NULL AND id = ANY($2::uuid[])
        """,
        subject,
        list(person_ids),
        now,
    )
    return {row["id"] for row in rows}


async def recent(
    conn: asyncpg.Connection, asked_by: str | None, offset: int, limit: int
) -> list[RequestRow]:
    """All requests, or those of one officer; what waits for a judgement too long comes first."""
    return await fetch_all(
        conn,
        RequestRow,
        """
        SELECT * FROM emergency_access WHERE $1::text IS NULL OR asked_by = $1
         ORDER BY review_overdue DESC, asked_at DESC, id OFFSET $2 LIMIT $3
        """,
        asked_by,
        offset,
        limit,
    )


async def late_since(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """When the access in an emergency should have been judged that waits longest for it."""
    late: datetime | None = await conn.fetchval(
        """
        SELECT min(over) FROM (
          SELECT least(ended_at, until) + $2::interval AS over FROM emergency_access
           WHERE until IS NOT NULL AND verdict IS NULL) AS open WHERE over < $1
        """,
        now,
        REVIEW_WITHIN,
    )
    return late
