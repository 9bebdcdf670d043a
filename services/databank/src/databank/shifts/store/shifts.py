"""The police's own view of declared shifts, kept up by events and by what officers find."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from databank.matching.store import persons
from databank.shifts.rules.shift import Shift, ShiftState
from databank.tables import MOMENT, Table, columns, fetch


class ShiftRow(Table, table=True):
    """``verification`` is the latest that officers found, by the time at which they found it."""

    __tablename__ = "shift"
    __table_args__ = (Index("shift_premises", "premises_id", "starts_at"),)
    shift_id: UUID = Field(primary_key=True)
    claim_id: UUID = Field(foreign_key="claim.id", index=True)
    premises_id: UUID
    room_id: UUID
    starts_at: datetime = Field(sa_type=MOMENT, index=True)
    ends_at: datetime = Field(sa_type=MOMENT)
    declared_at: datetime = Field(sa_type=MOMENT)
    late: bool
    state: str
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    verification: str
    verified_at: datetime | None = Field(default=None, sa_type=MOMENT)


async def by_ids(conn: asyncpg.Connection, shift_ids: Iterable[UUID]) -> dict[UUID, Shift]:
    """Known shifts, with the person that each one's claim belongs to until the transaction ends."""
    await persons.block_relinking(conn)
    rows = await conn.fetch(
        """
        SELECT shift_id, shift.claim_id, person_id, confidence, premises_id, room_id, starts_at,
               ends_at, declared_at, late, state, ended_at
          FROM shift JOIN membership ON membership.claim_id = shift.claim_id AND until_at IS NULL
         WHERE shift_id = ANY($1::uuid[])
        """,
        list(shift_ids),
    )
    return {row["shift_id"]: Shift(**{**row, "state": ShiftState(row["state"])}) for row in rows}


async def put(conn: asyncpg.Connection, shifts: Sequence[Shift]) -> None:
    """Write shifts as the events left them, in the order in which everybody locks them."""
    rows = [
        (
            one.shift_id,
            one.claim_id,
            one.premises_id,
            one.room_id,
            one.starts_at,
            one.ends_at,
            one.declared_at,
            one.late,
            one.state.value,
            one.ended_at,
        )
        for one in sorted(shifts, key=lambda one: one.shift_id)
    ]
    await conn.execute(
        """
        INSERT INTO shift (shift_id, claim_id, premises_id, room_id, starts_at, ends_at,
                           declared_at, late, state, ended_at, verification)
        SELECT *, 'niet_gecontroleerd'
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[],
               $6::timestamptz[], $7::timestamptz[], $8::boolean[], $9::text[], $10::timestamptz[])
        ON CONFLICT (shift_id) DO UPDATE
        SET premises_id = EXCLUDED.premises_id, room_id = EXCLUDED.room_id,
            starts_at = EXCLUDED.starts_at, ends_at = EXCLUDED.ends_at, state = EXCLUDED.state,
            ended_at = EXCLUDED.ended_at
        """,
        *columns(rows, 10),
    )


async def set_verification(
    conn: asyncpg.Connection, rows: Sequence[tuple[UUID, str, datetime]]
) -> None:
    """(shift, verification state, observed at), one per shift; an older observation changes
    nothing."""
    await conn.execute(
        """
        WITH locked AS MATERIALIZED (
             SELECT shift_id FROM shift WHERE shift_id = ANY($1::uuid[])
              ORDER BY shift_id FOR NO KEY UPDATE)
        UPDATE shift SET verification = t.verification, verified_at = t.observed_at
          FROM locked JOIN unnest($1::uuid[], $2::text[], $3::timestamptz[])
            AS t (shift_id, verification, observed_at) USING (shift_id)
         WHERE shift.shift_id = t.shift_id
           AND (shift.verified_at IS NULL OR shift.verified_at <= t.observed_at)
        """,
        *columns(rows, 3),
    )


async def listed(
    conn: asyncpg.Connection,
    state: str | None,
    begins: datetime | None,
    ends: datetime | None,
    offset: int,
    limit: int,
) -> list[asyncpg.Record]:
    """Shifts that start in [begins, ends), by start."""
    return await fetch(
        conn,
        """
        SELECT shift.*, person_id
          FROM shift JOIN membership ON membership.claim_id = shift.claim_id AND until_at IS NULL
         WHERE ($1::text IS NULL OR state = $1)
           AND ($2::timestamptz IS NULL OR starts_at >= $2)
           AND ($3::timestamptz IS NULL OR starts_at < $3)
         ORDER BY starts_at, shift_id OFFSET $4 LIMIT $5
        """,
        state,
        begins,
        ends,
        offset,
        limit,
    )
