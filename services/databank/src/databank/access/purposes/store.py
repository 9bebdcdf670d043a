"""Table of the purposes for which officers look. Rows are only added."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_one
from chassis.tables import CODE, MOMENT
from databank.access.purposes.rules import PurposeCode
from databank.tables import Table


class PurposeGrant(Table, table=True):
    """A purpose that an officer stated, with the reason where one is asked.

    ``session`` is the digest of the browser's session, empty for a token. ``person_id``: it holds
    for that file alone; without, for a search and what it finds. ``within_case``: the number of the
    case for which recherche looks.
    """

    __tablename__ = "purpose_grant"
    __table_args__ = (
        Index("purpose_grant_person", "person_id"),
        Index("purpose_grant_subject", "subject", "granted_at"),
    )
    id: UUID = Field(primary_key=True)
    session: bytes | None
    subject: str
    purpose: PurposeCode = Field(sa_type=CODE)
    reason: str | None
    person_id: UUID | None = Field(foreign_key="person.id")
    granted_at: datetime = Field(sa_type=MOMENT)
    within_case: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    id: UUID
    session: bytes | None
    subject: str
    purpose: PurposeCode
    reason: str | None
    person_id: UUID | None
    granted_at: datetime
    within_case: str | None = None


async def add(conn: asyncpg.Connection, grant: Grant) -> bool:
    """Insert a grant. False when the same form was sent before."""
    done = await conn.execute(
        """
        INSERT INTO purpose_grant
            (id, session, subject, purpose, reason, person_id, granted_at, within_case)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
        """,
        grant.id,
        grant.session,
        grant.subject,
        grant.purpose,
        grant.reason,
        grant.person_id,
        grant.granted_at,
        grant.within_case,
    )
    return bool(done.endswith(" 1"))


async def get(conn: asyncpg.Connection, grant_id: UUID) -> Grant | None:
    return await fetch_one(conn, Grant, "SELECT * FROM purpose_grant WHERE id = $1", grant_id)


async def latest(
    conn: asyncpg.Connection,
    session: bytes,
    subject: str,
    purpose: PurposeCode,
    person_id: UUID | None,
    since: datetime,
) -> UUID | None:
    """A grant of this session for this file, or for searching, that was given from a moment on."""
    grant_id: UUID | None = await conn.fetchval(
        """
        SELECT id FROM purpose_grant
         WHERE session = $1 AND subject = $2 AND purpose = $3 AND granted_at > $5
           AND (person_id = $4 OR ($4 IS NULL AND person_id IS NULL))
         ORDER BY granted_at DESC LIMIT 1
        """,
        session,
        subject,
        purpose,
        person_id,
        since,
    )
    return grant_id
