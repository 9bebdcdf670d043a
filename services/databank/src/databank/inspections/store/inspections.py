"""Inspections in every branch, with the places and the persons that were checked."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from databank.tables import MOMENT, Table, columns, fetch


class Inspection(Table, table=True):
    """``result`` and ``completed_at`` are empty while it is under way, or when it was withdrawn."""

    __tablename__ = "inspection"
    __table_args__ = (
        Index("inspection_started", "started_at"),
        Index("inspection_underway", "officer", postgresql_where="state = 'lopend'"),
    )
    id: UUID = Field(primary_key=True)
    branch: str
    visibility: str
    kind: str
    result: str | None
    completed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    recorded_at: datetime = Field(sa_type=MOMENT)
    officer: str
    state: str
    started_at: datetime = Field(sa_type=MOMENT)
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    closed_by: str | None = None
    withdrawn_reason: str | None = None


class InspectionEstablishment(Table, table=True):
    __tablename__ = "inspection_establishment"
    inspection_id: UUID = Field(primary_key=True, foreign_key="inspection.id")
    establishment_id: UUID = Field(primary_key=True, foreign_key="establishment.id", index=True)


class InspectionPerson(Table, table=True):
    """``role`` says in what capacity somebody was there (DP-06).

    Of whom nobody could say anything, there is no person and no claim. ``key`` is of the form that
    added somebody, ``decision`` what the matcher said then. Whom an officer takes back stays, and
    counts no more.
    """

    __tablename__ = "inspection_person"
    __table_args__ = (Index("inspection_person_key", "key", unique=True),)
    inspection_id: UUID = Field(primary_key=True, foreign_key="inspection.id")
    position: int = Field(primary_key=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    role: str
    key: UUID | None = None
    outcome: str | None = None
    decision: str | None = None
    added_at: datetime | None = Field(default=None, sa_type=MOMENT)
    added_by: str | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_reason: str | None = None


async def add(
    conn: asyncpg.Connection,
    inspection: Sequence[object],
    establishment_ids: Iterable[UUID],
    persons: Iterable[tuple[int, UUID, UUID, str]],
) -> None:
    """``inspection``: id, branch, visibility, kind, result, completed at, recorded at, officer.
    ``persons``: position, person, claim, role."""
    inspection_id = inspection[0]
    await conn.execute(
        """
        INSERT INTO inspection (id, branch, visibility, kind, result, completed_at, recorded_at,
                                officer, state, started_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'afgerond', $6)
        """,
        *inspection,
    )
    await conn.execute(
        """
        INSERT INTO inspection_establishment (inspection_id, establishment_id)
        SELECT $1, id FROM unnest($2::uuid[]) AS t (id)
        """,
        inspection_id,
        list(establishment_ids),
    )
    await conn.execute(
        """
        INSERT INTO inspection_person (inspection_id, position, person_id, claim_id, role)
        SELECT $1, t.* FROM unnest($2::integer[], $3::uuid[], $4::uuid[], $5::text[]) AS t
        """,
        inspection_id,
        *columns(persons, 4),
    )


async def exists(conn: asyncpg.Connection, inspection_id: UUID) -> bool:
    return bool(await conn.fetchval("SELECT true FROM inspection WHERE id = $1", inspection_id))


async def begin(conn: asyncpg.Connection, row: Sequence[object]) -> bool:
    """id, branch, visibility, kind, started at, officer. False when it was begun before."""
    added = await conn.fetchval(
        """
        INSERT INTO inspection (id, branch, visibility, kind, recorded_at, started_at, officer,
                                state)
        VALUES ($1, $2, $3, $4, $5, $5, $6, 'lopend') ON CONFLICT DO NOTHING RETURNING id
        """,
        *row,
    )
    return added is not None


async def hold(conn: asyncpg.Connection, inspection_id: UUID) -> asyncpg.Record | None:
    """An inspection, locked: who add to it at once come one after the other."""
    return await conn.fetchrow("SELECT * FROM inspection WHERE id = $1 FOR UPDATE", inspection_id)


async def get(conn: asyncpg.Connection, inspection_id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow("SELECT * FROM inspection WHERE id = $1", inspection_id)


async def set_place(
    conn: asyncpg.Connection, inspection_id: UUID, establishment_ids: Iterable[UUID]
) -> None:
    await conn.execute(
        "DELETE FROM inspection_establishment WHERE inspection_id = $1", inspection_id
    )
    await conn.execute(
        """
        INSERT INTO inspection_establishment (inspection_id, establishment_id)
        SELECT $1, id FROM unnest($2::uuid[]) AS t (id)
        """,
        inspection_id,
        list(establishment_ids),
    )


async def set_what(
    conn: asyncpg.Connection, inspection_id: UUID, branch: str, visibility: str, kind: str
) -> None:
    await conn.execute(
        "UPDATE inspection SET branch = $2, visibility = $3, kind = $4 WHERE id = $1",
        inspection_id,
        branch,
        visibility,
        kind,
    )


async def complete(
    conn: asyncpg.Connection, inspection_id: UUID, result: str, at: datetime, by: str
) -> None:
    await conn.execute(
        """
        UPDATE inspection SET state = 'afgerond', result = $2, completed_at = $3, closed_at = $3,
               closed_by = $4
         WHERE id = $1
        """,
        inspection_id,
        result,
        at,
        by,
    )


async def withdraw(
    conn: asyncpg.Connection, inspection_id: UUID, reason: str, at: datetime, by: str
) -> None:
    await conn.execute(
        """
        UPDATE inspection SET state = 'ingetrokken', withdrawn_reason = $2, closed_at = $3,
               closed_by = $4
         WHERE id = $1
        """,
        inspection_id,
        reason,
        at,
        by,
    )


async def places(conn: asyncpg.Connection, inspection_id: UUID) -> list[asyncpg.Record]:
    return await fetch(
        conn,
        """
        SELECT establishment.* FROM inspection_establishment
          JOIN establishment ON establishment.id = establishment_id
         WHERE inspection_id = $1 ORDER BY label, establishment.id
        """,
        inspection_id,
    )


async def of_today(conn: asyncpg.Connection, officer: str, since: datetime) -> list[asyncpg.Record]:
    """What somebody has under way, and everybody's of today, the newest first. No names."""
    return await fetch(
        conn,
        """
        SELECT inspection.*,
               (SELECT string_agg(label, ', ' ORDER BY label) FROM inspection_establishment
                  JOIN establishment ON establishment.id = establishment_id
                 WHERE inspection_id = inspection.id) AS place,
               (SELECT count(*) FROM inspection_person
                 WHERE inspection_id = inspection.id AND withdrawn_at IS NULL) AS persons
          FROM inspection
         WHERE started_at >= $2 OR (officer = $1 AND state = 'lopend')
         ORDER BY state = 'lopend' AND officer = $1 DESC, started_at DESC, inspection.id
         LIMIT 100
        """,
        officer,
        since,
    )
