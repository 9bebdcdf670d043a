"""Tables of the codes with which workers see their own declarations; the code is on paper only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from databank.tables import Table
from databank.worker_codes.rules import EndReason


class WorkerAccess(Table, table=True):
    """A code that was given; ``digest`` is its slow hash, in hex."""

    __tablename__ = "worker_access"
    __table_args__ = (
        Index("worker_access_standing", "person_id", postgresql_where="revoked_at IS NULL"),
        one_of("why_ended", EndReason),
    )
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    digest: str
    granted_at: datetime = Field(sa_type=MOMENT)
    granted_by: str
    expires_at: datetime = Field(sa_type=MOMENT)
    revoked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    why_ended: EndReason | None = Field(default=None, sa_type=CODE)


class WorkerAccessClaim(Table, table=True):
    """A claim by which the person was known when the code was given."""

    __tablename__ = "worker_access_claim"
    access_id: UUID = Field(primary_key=True, foreign_key="worker_access.id")
    claim_id: UUID = Field(primary_key=True, foreign_key="claim.id", index=True)


class WorkerAccessRef(Table, table=True):
    """A declared worker that the calendar was told that the code opens."""

    __tablename__ = "worker_access_ref"
    access_id: UUID = Field(primary_key=True, foreign_key="worker_access.id")
    worker_ref: UUID = Field(primary_key=True, index=True)


@dataclass(frozen=True, slots=True)
class StandingCode:
    """A code that still opens something."""

    id: UUID
    person_id: UUID
    granted_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class LatestCode:
    """The code that a person got last, standing or not."""

    id: UUID
    granted_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    why_ended: EndReason | None


async def add(
    conn: asyncpg.Connection,
    access_id: UUID,
    person_id: UUID,
    digest: str,
    at: datetime,
    by: str,
    expires_at: datetime,
) -> None:
    """Insert a code, with the claims that make the person now."""
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
) -> list[StandingCode]:
    """Codes of these persons, and those that open one of these declared workers."""
    return await fetch_all(
        conn,
        StandingCode,
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
    """All claims of each standing code that was given on one of these, with their person now."""
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
    codes: dict[UUID, dict[UUID, UUID]] = {}
    for access_id, claim_id, person_id in rows:
        codes.setdefault(access_id, {})[claim_id] = person_id
    return codes


async def given_on_open_files(conn: asyncpg.Connection, person_ids: Collection[UUID]) -> list[UUID]:
    """Standing codes of shielded persons that were given on claims without a shield."""
    rows = await conn.fetch(
        """
        WITH shielded AS (SELECT claim_id FROM shield_claim WHERE lifted_at IS NULL)
        SELECT id FROM worker_access
         WHERE person_id = ANY($1::uuid[]) AND revoked_at IS NULL
           AND EXISTS (SELECT FROM membership JOIN shielded USING (claim_id)
                        WHERE membership.person_id = worker_access.person_id
                          AND until_at IS NULL)
           AND NOT EXISTS (SELECT FROM worker_access_claim JOIN shielded USING (claim_id)
                            WHERE access_id = worker_access.id)
         ORDER BY id
        """,
        list(person_ids),
    )
    return [row["id"] for row in rows]


async def persons_of_refs(
    conn: asyncpg.Connection, person_ids: Iterable[UUID]
) -> list[tuple[UUID, UUID]]:
    """Pairs of worker ref and person, of every claim under a ref that any of these persons has."""
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


async def told_refs(conn: asyncpg.Connection, access_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The declared workers that the calendar was told that each code opens."""
    rows = await conn.fetch(
        "SELECT access_id, worker_ref FROM worker_access_ref WHERE access_id = ANY($1::uuid[])",
        list(access_ids),
    )
    refs: dict[UUID, set[UUID]] = {}
    for access_id, worker_ref in rows:
        refs.setdefault(access_id, set()).add(worker_ref)
    return refs


async def set_told_refs(conn: asyncpg.Connection, access_id: UUID, refs: Collection[UUID]) -> None:
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


async def end(conn: asyncpg.Connection, access_id: UUID, at: datetime, why: EndReason) -> None:
    """End a code. Its hash goes too: nothing is to be compared with it any more."""
    await conn.execute(
        "UPDATE worker_access SET revoked_at = $2, why_ended = $3, digest = '' WHERE id = $1",
        access_id,
        at,
        why,
    )
    await conn.execute("DELETE FROM worker_access_ref WHERE access_id = $1", access_id)


async def latest(conn: asyncpg.Connection, person_id: UUID) -> LatestCode | None:
    return await fetch_one(
        conn,
        LatestCode,
        """
        SELECT id, granted_at, expires_at, revoked_at, why_ended FROM worker_access
         WHERE person_id = $1 ORDER BY granted_at DESC, id LIMIT 1
        """,
        person_id,
    )
