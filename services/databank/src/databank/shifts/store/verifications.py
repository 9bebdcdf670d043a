"""What officers found on the spot: presence in a room, and who somebody is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field

from databank.tables import DOCUMENT, MOMENT, Table, columns

VerificationRow = tuple[
    UUID, UUID | None, UUID, UUID, UUID | None, UUID | None, str, datetime, datetime, str
]
"""id, shift, premises, room, person, claim, outcome, observed at, recorded at, officer."""


class Verification(Table, table=True):
    """``shift_id`` is empty when somebody worked without any declaration."""

    __tablename__ = "verification"
    __table_args__ = (Index("verification_premises", "premises_id", "observed_at"),)
    id: UUID = Field(primary_key=True)
    shift_id: UUID | None = Field(index=True)
    premises_id: UUID
    room_id: UUID
    person_id: UUID | None = Field(foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    outcome: str
    observed_at: datetime = Field(sa_type=MOMENT)
    recorded_at: datetime = Field(sa_type=MOMENT)
    officer: str


class IdentityValidation(Table, table=True):
    """One look at a person and a document. ``reason`` never leaves the police.

    What was read off the document is beside the claim, never in it. ``doubts`` are the checks that
    did not agree when the officer decided, ``remark`` the word why that did not matter.
    """

    __tablename__ = "identity_validation"
    __table_args__ = (Index("identity_validation_read_key", text("substr(read, 1, 5)")),)
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    claim_id: UUID = Field(foreign_key="claim.id", index=True)
    shift_id: UUID | None
    outcome: str
    method: str
    reason: str | None
    at: datetime = Field(sa_type=MOMENT)
    officer: str
    read: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    photo: str | None = None
    doubts: list[str] | None = Field(default=None, sa_type=DOCUMENT)
    remark: str | None = None


async def add(conn: asyncpg.Connection, rows: Sequence[VerificationRow]) -> None:
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


async def get(conn: asyncpg.Connection, verification_id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow("SELECT * FROM verification WHERE id = $1", verification_id)


async def somebody_else(conn: asyncpg.Connection, shift_id: UUID) -> UUID | None:
    """The newest look at a shift that found somebody else than was declared."""
    verification_id: UUID | None = await conn.fetchval(
        """
        SELECT id FROM verification WHERE shift_id = $1 AND outcome = 'andere'
         ORDER BY observed_at DESC, id LIMIT 1
        """,
        shift_id,
    )
    return verification_id


async def add_validation(conn: asyncpg.Connection, row: Sequence[object]) -> None:
    """id, person, claim, shift, outcome, method, reason, at, officer; then what was read, sealed,
    photo, doubts (JSON), remark."""
    await conn.execute(
        """
        INSERT INTO identity_validation (id, person_id, claim_id, shift_id, outcome, method,
               reason, at, officer, read, photo, doubts, remark)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13)
        """,
        *row,
    )


async def same_document(conn: asyncpg.Connection, claim_id: UUID) -> list[UUID]:
    """Workers, as owners know them, of the claim's person who are claimed with its document.

    Of a claim without a document only the worker whom it names: no more was compared.
    """
    rows = await conn.fetch(
        """
        SELECT DISTINCT other.worker_ref
          FROM claim AS shown
          JOIN membership AS mine ON mine.claim_id = shown.id AND mine.until_at IS NULL
          JOIN membership AS theirs ON theirs.person_id = mine.person_id AND theirs.until_at IS NULL
          JOIN claim AS other ON other.id = theirs.claim_id
         WHERE shown.id = $1 AND other.worker_ref IS NOT NULL
           AND (other.worker_ref = shown.worker_ref
                OR (other.document_country = shown.document_country
                    AND regexp_replace(upper(other.document_number), '[^A-Z0-9]', '', 'g')
                      = regexp_replace(upper(shown.document_number), '[^A-Z0-9]', '', 'g')))
         ORDER BY other.worker_ref
        """,
        claim_id,
    )
    return [row["worker_ref"] for row in rows]


async def statuses(conn: asyncpg.Connection, person_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What owners should know of these persons' workers, from the newest look that says anything.

    A document that was seen is good for every worker of the person who is claimed with it; what did
    not agree says something of the one worker who was compared.
    """
    rows = await conn.fetch(
        """
        SELECT DISTINCT ON (other.worker_ref) other.worker_ref, outcome
          FROM identity_validation AS look
          JOIN claim AS shown ON shown.id = look.claim_id
          JOIN membership AS mine ON mine.claim_id = shown.id AND mine.until_at IS NULL
          JOIN membership AS theirs ON theirs.person_id = mine.person_id AND theirs.until_at IS NULL
          JOIN claim AS other ON other.id = theirs.claim_id
         WHERE mine.person_id = ANY($1::uuid[]) AND other.worker_ref IS NOT NULL
           AND outcome IN ('gevalideerd', 'weerlegd')
           AND (other.worker_ref = shown.worker_ref
                OR (outcome = 'gevalideerd' AND other.document_country = shown.document_country
                    AND regexp_replace(upper(other.document_number), '[^A-Z0-9]', '', 'g')
                      = regexp_replace(upper(shown.document_number), '[^A-Z0-9]', '', 'g')))
         ORDER BY other.worker_ref, look.at DESC, look.id
        """,
        person_ids,
    )
    return {row["worker_ref"]: row["outcome"] for row in rows}


async def worker_of(conn: asyncpg.Connection, claim_id: UUID) -> UUID | None:
    """The worker, as an owner knows her, whom a claim is about."""
    worker_ref: UUID | None = await conn.fetchval(
        "SELECT worker_ref FROM claim WHERE id = $1", claim_id
    )
    return worker_ref


async def claim_shown(conn: asyncpg.Connection, person_id: UUID, kind: str) -> UUID | None:
    """The newest claim of a person with that kind of document, else the newest."""
    claim_id: UUID | None = await conn.fetchval(
        """
        SELECT claim.id FROM membership JOIN claim ON claim.id = claim_id
         WHERE person_id = $1 AND until_at IS NULL
         ORDER BY document_kind IS NOT DISTINCT FROM $2 DESC, received_at DESC, claim.id LIMIT 1
        """,
        person_id,
        kind,
    )
    return claim_id
