"""Findings, the report that each was closed with, and how the city follows it up."""

from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from databank.store.table import MOMENT, Table, fetch


class Finding(Table, table=True):
    """``victim_checked``: a person looked whether the offender may be a victim.

    ``claim_id``: the claim by which the person was known then; the finding follows it.
    """

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("report_kind", "report_number"),)
    id: UUID = Field(primary_key=True)
    report_id: UUID
    report_kind: str
    report_number: str
    inspection_id: UUID | None = Field(foreign_key="inspection.id")
    verification_id: UUID | None = Field(foreign_key="verification.id")
    fact_code: str
    fact_at: datetime = Field(sa_type=MOMENT)
    branch: str
    in_tolerance_zone: bool
    premises_id: UUID | None
    addressee: str
    offender_role: str
    offender_name: str
    offender_birth_date: str | None
    offender_organisation: str | None
    person_id: UUID | None = Field(foreign_key="person.id")
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    possible_victim: str
    victim_checked: bool
    state: str
    drawn_up_at: datetime = Field(sa_type=MOMENT)
    drawn_up_by: str
    procedure: str | None = None
    on_hold: bool | None = None
    transferred_at: datetime | None = Field(default=None, sa_type=MOMENT)


class FollowUp(Table, table=True):
    """A case of the city: its state is all that the police see of it (handbook §4.3)."""

    __tablename__ = "follow_up"
    case_id: UUID = Field(primary_key=True)
    finding_id: UUID = Field(primary_key=True, index=True)
    kind: str
    state: str
    told_at: datetime = Field(sa_type=MOMENT)


COLUMNS = (
    "id",
    "report_id",
    "report_kind",
    "report_number",
    "inspection_id",
    "verification_id",
    "fact_code",
    "fact_at",
    "branch",
    "in_tolerance_zone",
    "premises_id",
    "addressee",
    "offender_role",
    "offender_name",
    "offender_birth_date",
    "offender_organisation",
    "person_id",
    "claim_id",
    "possible_victim",
    "victim_checked",
    "state",
    "drawn_up_at",
    "drawn_up_by",
)
ADD = (
    f"INSERT INTO finding ({', '.join(COLUMNS)})"  # noqa: S608  # names of columns, from here
    f" VALUES ({', '.join(f'${nr}' for nr in range(1, len(COLUMNS) + 1))})"
    " ON CONFLICT (report_kind, report_number) DO NOTHING RETURNING id"
)


async def add(conn: asyncpg.Connection, finding: dict[str, object]) -> bool:
    """False when a report of that kind and number exists."""
    added = await conn.fetchval(ADD, *(finding[column] for column in COLUMNS))
    return added is not None


async def hold(conn: asyncpg.Connection, finding_id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow("SELECT * FROM finding WHERE id = $1 FOR UPDATE", finding_id)


async def set_transferred(
    conn: asyncpg.Connection, finding_id: UUID, procedure: str, on_hold: bool, at: datetime
) -> None:
    await conn.execute(
        """
        UPDATE finding SET state = 'overgemaakt', procedure = $2, on_hold = $3, transferred_at = $4
         WHERE id = $1
        """,
        finding_id,
        procedure,
        on_hold,
        at,
    )


async def set_victim_check(
    conn: asyncpg.Connection, finding_id: UUID, possible_victim: str
) -> None:
    await conn.execute(
        "UPDATE finding SET possible_victim = $2, victim_checked = true WHERE id = $1",
        finding_id,
        possible_victim,
    )


async def follow_up(
    conn: asyncpg.Connection, case_id: UUID, finding_id: UUID, kind: str, state: str, at: datetime
) -> None:
    await conn.execute(
        """
        INSERT INTO follow_up (case_id, finding_id, kind, state, told_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (case_id, finding_id) DO NOTHING
        """,
        case_id,
        finding_id,
        kind,
        state,
        at,
    )


async def set_follow_up(conn: asyncpg.Connection, case_id: UUID, state: str, at: datetime) -> None:
    await conn.execute(
        "UPDATE follow_up SET state = $2, told_at = $3 WHERE case_id = $1", case_id, state, at
    )


async def get(conn: asyncpg.Connection, finding_id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow("SELECT * FROM finding WHERE id = $1", finding_id)


async def follow_ups(conn: asyncpg.Connection, finding_id: UUID) -> list[asyncpg.Record]:
    return await fetch(
        conn, "SELECT * FROM follow_up WHERE finding_id = $1 ORDER BY told_at, case_id", finding_id
    )


async def listed(
    conn: asyncpg.Connection, state: str | None, offset: int, limit: int
) -> list[asyncpg.Record]:
    return await fetch(
        conn,
        """
        SELECT * FROM finding WHERE $1::text IS NULL OR state = $1
         ORDER BY drawn_up_at DESC, id OFFSET $2 LIMIT $3
        """,
        state,
        offset,
        limit,
    )
