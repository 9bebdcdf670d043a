"""Findings, the report that each was closed with, and how the city follows it up."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from chassis.db import Transaction
from databank.sealed_columns import OFFENDER, OFFENDER_FIELDS, open_finding
from databank.tables import MOMENT, Table, fetch


class Finding(Table, table=True):
    """``victim_checked``: a person looked whether the offender may be a victim.

    ``claim_id``: the claim by which the offender was known then; the finding follows it. What a
    finding has not got yet is empty: a kind of report, its number, an offender. ``transmit_by`` is
    the last day on which the city may get it.
    """

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("report_kind", "report_number"),
        Index("finding_state", "state", "noted_at"),
        Index("finding_offender_key", text("substr(offender, 1, 5)")),
    )
    id: UUID = Field(primary_key=True)
    report_id: UUID | None
    report_kind: str | None
    report_number: str | None
    inspection_id: UUID | None = Field(foreign_key="inspection.id", index=True)
    verification_id: UUID | None = Field(foreign_key="verification.id")
    fact_code: str
    fact_at: datetime = Field(sa_type=MOMENT)
    branch: str
    in_tolerance_zone: bool
    premises_id: UUID | None = Field(index=True)
    addressee: str | None
    offender_role: str | None
    offender: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    person_id: UUID | None = Field(foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    possible_victim: str
    victim_checked: bool
    state: str
    drawn_up_at: datetime | None = Field(default=None, sa_type=MOMENT)
    drawn_up_by: str | None
    procedure: str | None = None
    on_hold: bool | None = None
    transferred_at: datetime | None = Field(default=None, sa_type=MOMENT)
    noted_at: datetime = Field(sa_type=MOMENT)
    noted_by: str
    establishment_id: UUID | None = Field(default=None, foreign_key="establishment.id")
    caught_in_act: bool
    transmit_by: date | None = None
    victim_checked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    victim_checked_by: str | None = None


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
    "offender",
    "person_id",
    "claim_id",
    "possible_victim",
    "victim_checked",
    "state",
    "drawn_up_at",
    "drawn_up_by",
    "noted_at",
    "noted_by",
    "establishment_id",
    "caught_in_act",
    "transmit_by",
)
ADD = (
    f"INSERT INTO finding ({', '.join(COLUMNS)})"  # noqa: S608  # names of columns, from here
    f" VALUES ({', '.join(f'${nr}' for nr in range(1, len(COLUMNS) + 1))})"
    " ON CONFLICT DO NOTHING RETURNING id"
)


async def add(tx: Transaction, finding: dict[str, Any]) -> bool:
    """False when there is one of that id, or a report of that kind and number."""
    offender = {name: finding[name] for name in OFFENDER_FIELDS}
    values = finding | {"offender": tx.vault.seal(OFFENDER, finding["id"], offender)}
    added = await tx.conn.fetchval(ADD, *(values.get(column) for column in COLUMNS))
    return added is not None


async def hold(tx: Transaction, finding_id: UUID) -> dict[str, Any] | None:
    row = await tx.conn.fetchrow("SELECT * FROM finding WHERE id = $1 FOR UPDATE", finding_id)
    return open_finding(tx.vault, row) if row else None


async def change(conn: asyncpg.Connection, finding_id: UUID, **values: Any) -> None:
    """Of a held finding. Names of columns come from the code that calls."""
    names = [f"{name} = ${nr}" for nr, name in enumerate(values, 2)]
    await conn.execute(
        f"UPDATE finding SET {', '.join(names)} WHERE id = $1",  # noqa: S608  # see above
        finding_id,
        *values.values(),
    )


async def has_number(conn: asyncpg.Connection, kind: str, number: str) -> bool:
    return bool(
        await conn.fetchval(
            "SELECT true FROM finding WHERE report_kind = $1 AND report_number = $2", kind, number
        )
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


async def get(tx: Transaction, finding_id: UUID) -> dict[str, Any] | None:
    row = await tx.conn.fetchrow("SELECT * FROM finding WHERE id = $1", finding_id)
    return open_finding(tx.vault, row) if row else None


async def follow_ups(conn: asyncpg.Connection, finding_id: UUID) -> list[asyncpg.Record]:
    return await fetch(
        conn, "SELECT * FROM follow_up WHERE finding_id = $1 ORDER BY told_at, case_id", finding_id
    )


async def listed(
    conn: asyncpg.Connection, state: str | None, offset: int, limit: int
) -> list[asyncpg.Record]:
    """Those with a report, the newest first."""
    return await fetch(
        conn,
        """
        SELECT * FROM finding
         WHERE report_id IS NOT NULL AND ($1::text IS NULL OR state = $1)
         ORDER BY drawn_up_at DESC, id OFFSET $2 LIMIT $3
        """,
        state,
        offset,
        limit,
    )
