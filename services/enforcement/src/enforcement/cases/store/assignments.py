"""Assignments of cases to colleagues, and the days on which somebody wants to look again."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field

from chassis.db import Transaction
from chassis.rows import fetch_one
from chassis.tables import MOMENT
from enforcement.tables import Table


class Assignment(Table, table=True):
    """The one colleague who works on a case."""

    case_id: UUID = Field(primary_key=True)
    colleague_id: UUID = Field(foreign_key="colleague.colleague_id", index=True)
    assigned_at: datetime = Field(sa_type=MOMENT)


class FollowUpRow(Table, table=True):
    """The day on which somebody wants to look at a case again, and why."""

    __tablename__ = "follow_up"

    case_id: UUID = Field(primary_key=True)
    on_day: date
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    on_day: date
    note: str | None


ASSIGN = """
INSERT INTO assignment (case_id, colleague_id, assigned_at) VALUES ($1, $2, $3)
ON CONFLICT (case_id) DO UPDATE
SET colleague_id = EXCLUDED.colleague_id, assigned_at = EXCLUDED.assigned_at
"""
FOLLOW = """
INSERT INTO follow_up (case_id, on_day, note) VALUES ($1, $2, $3)
ON CONFLICT (case_id) DO UPDATE SET on_day = EXCLUDED.on_day, note = EXCLUDED.note
"""


async def colleague_of(tx: Transaction, case_id: UUID) -> UUID | None:
    colleague: UUID | None = await tx.conn.fetchval(
        "SELECT colleague_id FROM assignment WHERE case_id = $1", case_id
    )
    return colleague


async def assign(tx: Transaction, case_id: UUID, colleague_id: UUID) -> None:
    await tx.conn.execute(ASSIGN, case_id, colleague_id, tx.now)


async def unassign(tx: Transaction, case_id: UUID) -> None:
    await tx.conn.execute("DELETE FROM assignment WHERE case_id = $1", case_id)


async def follow_up(tx: Transaction, case_id: UUID) -> FollowUp | None:
    query = "SELECT on_day, note FROM follow_up WHERE case_id = $1"
    return await fetch_one(tx.conn, FollowUp, query, case_id)


async def keep_follow_up(tx: Transaction, case_id: UUID, wanted: FollowUp | None) -> None:
    if wanted is None:
        await tx.conn.execute("DELETE FROM follow_up WHERE case_id = $1", case_id)
    else:
        await tx.conn.execute(FOLLOW, case_id, wanted.on_day, wanted.note)
