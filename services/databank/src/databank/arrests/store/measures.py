"""Tables of arrests and measures: when, which kind, why and in which branch. Never who."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from databank.arrests.rules.measures import MeasureKind
from databank.tables import Table


class PoliceMeasureRow(Table, table=True):
    """``ground`` is a reason group or a fact group, by kind (``rules.measures``)."""

    __tablename__ = "police_measure"
    __table_args__ = (one_of("kind", MeasureKind),)
    id: UUID = Field(primary_key=True)
    kind: MeasureKind = Field(sa_type=CODE)
    ground: str
    branch: Branch = Field(sa_type=CODE)
    on_day: date = Field(index=True)
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_by: str | None = None
    withdrawn_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceMeasure:
    """An arrest or a measure that stands."""

    id: UUID
    kind: MeasureKind
    ground: str
    branch: Branch
    on_day: date
    recorded_at: datetime


STANDING = "SELECT * FROM police_measure WHERE withdrawn_at IS NULL"


async def get(conn: asyncpg.Connection, measure_id: UUID) -> PoliceMeasure | None:
    return await fetch_one(conn, PoliceMeasure, f"{STANDING} AND id = $1", measure_id)


async def withdraw(
    conn: asyncpg.Connection, measure_id: UUID, at: datetime, by: str, reason: str
) -> None:
    await conn.execute(
        """
        UPDATE police_measure SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_reason = $4
         WHERE id = $1
        """,
        measure_id,
        at,
        by,
        reason,
    )


async def between(conn: asyncpg.Connection, first: date, after: date) -> list[PoliceMeasure]:
    """Those of a period, the newest first; ``after`` is the day after its last."""
    return await fetch_all(
        conn,
        PoliceMeasure,
        f"{STANDING} AND on_day >= $1 AND on_day < $2 ORDER BY on_day DESC, recorded_at DESC, id",
        first,
        after,
    )


async def persons_checked(conn: asyncpg.Connection, begins: datetime, ends: datetime) -> int:
    """Different persons met in inspections that were completed in a period."""
    found: int = await conn.fetchval(
        """
        WITH RECURSIVE met AS (
          SELECT DISTINCT encounter.person_id AS id
            FROM inspection_person AS encounter
            JOIN inspection ON inspection.id = encounter.inspection_id
           WHERE inspection.state = 'afgerond' AND encounter.withdrawn_at IS NULL
             AND encounter.person_id IS NOT NULL
             AND inspection.completed_at >= $1 AND inspection.completed_at < $2),
        chain AS (
          SELECT person.id, person.merged_into FROM met JOIN person ON person.id = met.id
           UNION SELECT person.id, person.merged_into
            FROM person JOIN chain ON person.id = chain.merged_into)
        SELECT count(*) FROM chain WHERE merged_into IS NULL
        """,
        begins,
        ends,
    )
    return found
