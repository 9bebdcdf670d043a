"""Verifications of presence on the spot, in a window room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from databank.shifts.rules.verification import Outcome
from databank.tables import Table, columns


class VerificationRow(Table, table=True):
    """``shift_id`` is empty when somebody worked without any declaration."""

    __tablename__ = "verification"
    __table_args__ = (
        Index("verification_premises", "premises_id", "observed_at"),
        one_of("outcome", Outcome),
    )
    id: UUID = Field(primary_key=True)
    shift_id: UUID | None = Field(index=True)
    premises_id: UUID
    room_id: UUID
    person_id: UUID | None = Field(foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    outcome: Outcome = Field(sa_type=CODE)
    observed_at: datetime = Field(sa_type=MOMENT)
    recorded_at: datetime = Field(sa_type=MOMENT)
    officer: str
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_by: str | None = None
    withdrawn_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """A look at a room; ``person_id`` and ``claim_id`` are of the person present, if known.

    One that was withdrawn was a slip, and no longer counts.
    """

    id: UUID
    shift_id: UUID | None
    premises_id: UUID
    room_id: UUID
    person_id: UUID | None
    claim_id: UUID | None
    outcome: Outcome
    observed_at: datetime
    recorded_at: datetime
    officer: str
    withdrawn_at: datetime | None = None


async def add(conn: asyncpg.Connection, verifications: Sequence[Verification]) -> None:
    rows = [
        (
            each.id,
            each.shift_id,
            each.premises_id,
            each.room_id,
            each.person_id,
            each.claim_id,
            each.outcome.value,
            each.observed_at,
            each.recorded_at,
            each.officer,
        )
        for each in verifications
    ]
    await conn.execute(
        """
        INSERT INTO verification (id, shift_id, premises_id, room_id, person_id, claim_id, outcome,
                                  observed_at, recorded_at, officer)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[],
               $6::uuid[], $7::text[], $8::timestamptz[], $9::timestamptz[], $10::text[])
        """,
        *columns(rows, 10),
    )


async def exists(conn: asyncpg.Connection, verification_id: UUID) -> bool:
    return bool(await conn.fetchval("SELECT true FROM verification WHERE id = $1", verification_id))


async def get(conn: asyncpg.Connection, verification_id: UUID) -> Verification | None:
    return await fetch_one(
        conn, Verification, "SELECT * FROM verification WHERE id = $1", verification_id
    )


async def somebody_else(conn: asyncpg.Connection, shift_id: UUID) -> UUID | None:
    """The newest verification of a shift that found somebody else than was declared."""
    verification_id: UUID | None = await conn.fetchval(
        """
        SELECT id FROM verification
         WHERE shift_id = $1 AND outcome = 'andere' AND withdrawn_at IS NULL
         ORDER BY observed_at DESC, id LIMIT 1
        """,
        shift_id,
    )
    return verification_id


async def get_for_update(conn: asyncpg.Connection, verification_id: UUID) -> Verification | None:
    return await fetch_one(
        conn, Verification, "SELECT * FROM verification WHERE id = $1 FOR UPDATE", verification_id
    )


async def standing(conn: asyncpg.Connection, shift_id: UUID) -> list[Verification]:
    """The verifications of a shift that were not withdrawn, the newest look first."""
    return await fetch_all(
        conn,
        Verification,
        """
        SELECT * FROM verification WHERE shift_id = $1 AND withdrawn_at IS NULL
         ORDER BY observed_at DESC, recorded_at DESC, id
        """,
        shift_id,
    )


async def withdraw(
    conn: asyncpg.Connection, verification_id: UUID, reason: str, at: datetime, by: str
) -> None:
    await conn.execute(
        """
        UPDATE verification SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_reason = $4
         WHERE id = $1
        """,
        verification_id,
        at,
        by,
        reason,
    )


async def unname(conn: asyncpg.Connection, verification_id: UUID) -> None:
    """Leave a look with somebody whom nobody can name: it was not who they said."""
    await conn.execute(
        "UPDATE verification SET person_id = NULL, claim_id = NULL WHERE id = $1", verification_id
    )


async def note_stranger(
    conn: asyncpg.Connection, verification_id: UUID, person_id: UUID, claim_id: UUID
) -> None:
    """Whoever was there in the name of another is a person of its own."""
    await conn.execute(
        "UPDATE verification SET person_id = $2, claim_id = $3 WHERE id = $1",
        verification_id,
        person_id,
        claim_id,
    )
