"""Declared shifts as the police know them, kept up by events and by verifications."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all, typed
from chassis.tables import CODE, MOMENT, one_of
from contracts.codes import LapseReason
from databank.persons.store import persons
from databank.shifts.rules.shift import Shift, ShiftState
from databank.sightings.rules.verification_state import VerificationState
from databank.sightings.store.presence import PAPER_OF_ANOTHER
from databank.tables import Table, columns


class ShiftRow(Table, table=True):
    """``verification`` is the state after the latest verification, by the time of the look."""

    __tablename__ = "shift"
    __table_args__ = (
        Index("shift_premises", "premises_id", "starts_at"),
        one_of("state", ShiftState),
        one_of("verification", VerificationState),
        one_of("lapse_reason", LapseReason),
    )
    shift_id: UUID = Field(primary_key=True)
    claim_id: UUID = Field(foreign_key="claim.id", index=True)
    premises_id: UUID
    room_id: UUID
    starts_at: datetime = Field(sa_type=MOMENT, index=True)
    ends_at: datetime = Field(sa_type=MOMENT)
    declared_at: datetime = Field(sa_type=MOMENT)
    late: bool
    state: ShiftState = Field(sa_type=CODE)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    verification: VerificationState = Field(sa_type=CODE)
    verified_at: datetime | None = Field(default=None, sa_type=MOMENT)
    lapse_reason: LapseReason | None = Field(default=None, sa_type=CODE)


@dataclass(frozen=True, slots=True)
class LatestVerification:
    """The state of a shift after the latest look at it."""

    shift_id: UUID
    state: VerificationState
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class ListedShift:
    """A declared shift with the person that its claim belongs to now."""

    shift_id: UUID
    person_id: UUID
    room_id: UUID
    premises_id: UUID
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    late: bool
    state: ShiftState
    verification: VerificationState


async def by_ids(conn: asyncpg.Connection, shift_ids: Iterable[UUID]) -> dict[UUID, Shift]:
    """Known shifts, with the person that each one's claim belongs to until the transaction ends."""
    await persons.block_relinking(conn)
    rows = await conn.fetch(
        """
        SELECT shift_id, shift.claim_id, person_id, confidence, premises_id, room_id, starts_at,
               ends_at, declared_at, late, state, ended_at, lapse_reason
          FROM shift JOIN membership ON membership.claim_id = shift.claim_id AND until_at IS NULL
         WHERE shift_id = ANY($1::uuid[])
        """,
        list(shift_ids),
    )
    return {row["shift_id"]: typed(Shift, row) for row in rows}


async def put(conn: asyncpg.Connection, shifts: Sequence[Shift]) -> None:
    """Write shifts as the events left them, in the order in which everybody locks them."""
    rows = [
        (
            shift.shift_id,
            shift.claim_id,
            shift.premises_id,
            shift.room_id,
            shift.starts_at,
            shift.ends_at,
            shift.declared_at,
            shift.late,
            shift.state.value,
            shift.ended_at,
            shift.lapse_reason,
        )
        for shift in sorted(shifts, key=lambda shift: shift.shift_id)
    ]
    await conn.execute(
        """
        INSERT INTO shift (shift_id, claim_id, premises_id, room_id, starts_at, ends_at,
                           declared_at, late, state, ended_at, lapse_reason, verification)
        SELECT *, 'niet_gecontroleerd'
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[],
               $6::timestamptz[], $7::timestamptz[], $8::boolean[], $9::text[], $10::timestamptz[],
               $11::text[])
        ON CONFLICT (shift_id) DO UPDATE
        SET premises_id = EXCLUDED.premises_id, room_id = EXCLUDED.room_id,
            starts_at = EXCLUDED.starts_at, ends_at = EXCLUDED.ends_at, state = EXCLUDED.state,
            ended_at = EXCLUDED.ended_at, lapse_reason = EXCLUDED.lapse_reason
        """,
        *columns(rows, 11),
    )


async def set_verification(
    conn: asyncpg.Connection, verifications: Sequence[LatestVerification]
) -> None:
    """One per shift; an older observation changes nothing.

    Nor does one that could not tell, where somebody showed the paper of the declared person.
    """
    rows = [(each.shift_id, each.state.value, each.observed_at) for each in verifications]
    await conn.execute(
        f"""
        WITH locked AS MATERIALIZED (
             SELECT shift_id FROM shift WHERE shift_id = ANY($1::uuid[])
              ORDER BY shift_id FOR NO KEY UPDATE)
        UPDATE shift SET verification = t.verification, verified_at = t.observed_at
          FROM locked JOIN unnest($1::uuid[], $2::text[], $3::timestamptz[])
            AS t (shift_id, verification, observed_at) USING (shift_id)
         WHERE shift.shift_id = t.shift_id
           AND (shift.verified_at IS NULL OR shift.verified_at <= t.observed_at)
           AND NOT (t.verification = 'niet_vast_te_stellen' AND {PAPER_OF_ANOTHER})
        """,  # noqa: S608  # from here
        *columns(rows, 3),
    )


async def reset_verification(
    conn: asyncpg.Connection, shift_id: UUID, state: VerificationState, at: datetime | None
) -> None:
    """Put a shift back to the newest look that still stands, or to none.

    A look that tells nothing leaves what somebody with the paper of the declared person told.
    """
    await conn.execute(
        f"""
        UPDATE shift SET verified_at = $3, verification =
               CASE WHEN $2::text IN ('niet_gecontroleerd', 'niet_vast_te_stellen')
                         AND {PAPER_OF_ANOTHER}
                    THEN 'weerlegd' ELSE $2::text END
         WHERE shift_id = $1
        """,  # noqa: S608  # from here
        shift_id,
        state.value,
        at,
    )


async def listed(
    conn: asyncpg.Connection,
    state: ShiftState | None,
    begins: datetime | None,
    ends: datetime | None,
    offset: int,
    limit: int,
) -> list[ListedShift]:
    """Shifts that start in [begins, ends), by start."""
    return await fetch_all(
        conn,
        ListedShift,
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
