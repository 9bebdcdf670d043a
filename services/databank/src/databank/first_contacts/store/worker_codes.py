"""Codes with which workers see what is declared about them. The code itself is on paper only."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from databank.tables import MOMENT, Table, fetch


class WorkerAccess(Table, table=True):
    """``digest`` is the slow hash of the code, in hex. ``why_ended``: ``domain.worker_access``."""

    __tablename__ = "worker_access"
    __table_args__ = (
        Index("worker_access_standing", "person_id", postgresql_where="revoked_at IS NULL"),
    )
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    digest: str
    granted_at: datetime = Field(sa_type=MOMENT)
    granted_by: str
    expires_at: datetime = Field(sa_type=MOMENT)
    revoked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    why_ended: str | None = None


class WorkerAccessClaim(Table, table=True):
    """The claims by which the person was known when the code was given."""

    __tablename__ = "worker_access_claim"
    access_id: UUID = Field(primary_key=True, foreign_key="worker_access.id")
    claim_id: UUID = Field(primary_key=True, foreign_key="claim.id", index=True)


class WorkerAccessRef(Table, table=True):
    """What the calendar was told that the code opens."""

    __tablename__ = "worker_access_ref"
    access_id: UUID = Field(primary_key=True, foreign_key="worker_access.id")
    worker_ref: UUID = Field(primary_key=True, index=True)


async def add(
    conn: asyncpg.Connection,
    access_id: UUID,
    person_id: UUID,
    digest: str,
    at: datetime,
    by: str,
    expires_at: datetime,
) -> None:
    """With the claims that make the person now."""
    await conn.execute(
        """
        INSERT INTO worker_access (id, person_id, digest, granted_at, granted_by, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        access_id,
        person_id,
        digest,
        at,
        by,
        expires_at,
    )
    await conn.execute(
        """
        INSERT INTO worker_access_claim (access_id, claim_id)
        SELECT $1, claim_id FROM membership WHERE person_id = $2 AND until_at IS NULL
        """,
        access_id,
        person_id,
    )


async def standing(
    conn: asyncpg.Connection, person_ids: Iterable[UUID], refs: Iterable[UUID] = ()
) -> list[asyncpg.Record]:
    """Codes of these persons, and those that open one of these declared workers."""
    return await fetch(
        conn,
        """
        SELECT id, person_id, granted_at, expires_at FROM worker_access
         WHERE revoked_at IS NULL AND (person_id = ANY($1::uuid[]) OR id IN (
               SELECT access_id FROM worker_access_ref WHERE worker_ref = ANY($2::uuid[])))
         ORDER BY id
        """,
        list(person_ids),
        list(refs),
    )


async def given_on(
    conn: asyncpg.Connection, claim_ids: Iterable[UUID]
) -> dict[UUID, dict[UUID, UUID]]:
    """Of each standing code that was given on one of these claims: all its claims, and whose each
    is now."""
    rows = await conn.fetch(
        """
        SELECT access_id, given.claim_id, link.person_id
          FROM worker_access_claim AS given
          JOIN membership AS link ON link.claim_id = given.claim_id AND until_at IS NULL
         WHERE access_id IN (
               SELECT access_id FROM worker_access_claim JOIN worker_access ON id = access_id
                WHERE claim_id = ANY($1::uuid[]) AND revoked_at IS NULL)
        """,
        list(claim_ids),
    )
    found: dict[UUID, dict[UUID, UUID]] = {}
    for access_id, claim_id, person_id in rows:
        found.setdefault(access_id, {})[claim_id] = person_id
    return found


async def said_with(
    conn: asyncpg.Connection, person_ids: Iterable[UUID]
) -> list[tuple[UUID, UUID]]:
    """(worker ref, person) of every claim under a ref that any of these persons has."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT claim.worker_ref, link.person_id
          FROM claim JOIN membership AS link ON link.claim_id = claim.id AND until_at IS NULL
         WHERE claim.worker_ref IN (
               SELECT hers.worker_ref FROM membership JOIN claim AS hers ON hers.id = claim_id
                WHERE person_id = ANY($1::uuid[]) AND until_at IS NULL)
        """,
        list(person_ids),
    )
    return [(row[0], row[1]) for row in rows]


async def told(conn: asyncpg.Connection, access_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    rows = await conn.fetch(
        "SELECT access_id, worker_ref FROM worker_access_ref WHERE access_id = ANY($1::uuid[])",
        list(access_ids),
    )
    found: dict[UUID, set[UUID]] = {}
    for access_id, worker_ref in rows:
        found.setdefault(access_id, set()).add(worker_ref)
    return found


async def set_told(conn: asyncpg.Connection, access_id: UUID, refs: Collection[UUID]) -> None:
    await conn.execute("DELETE FROM worker_access_ref WHERE access_id = $1", access_id)
    await conn.execute(
        "INSERT INTO worker_access_ref (access_id, worker_ref) SELECT $1, unnest($2::uuid[])",
        access_id,
        list(refs),
    )


async def move(conn: asyncpg.Connection, access_id: UUID, person_id: UUID) -> None:
    await conn.execute(
        "UPDATE worker_access SET person_id = $2 WHERE id = $1", access_id, person_id
    )


async def end(conn: asyncpg.Connection, access_id: UUID, at: datetime, why: str) -> None:
    """Its hash goes too: nothing is to be compared with it any more."""
    await conn.execute(
        "UPDATE worker_access SET revoked_at = $2, why_ended = $3, digest = '' WHERE id = $1",
        access_id,
        at,
        why,
    )
    await conn.execute("DELETE FROM worker_access_ref WHERE access_id = $1", access_id)


async def latest(conn: asyncpg.Connection, person_id: UUID) -> asyncpg.Record | None:
    """The code that was given last, standing or not."""
    return await conn.fetchrow(
        """
        SELECT id, granted_at, expires_at, revoked_at, why_ended FROM worker_access
         WHERE person_id = $1 ORDER BY granted_at DESC, id LIMIT 1
        """,
        person_id,
    )
