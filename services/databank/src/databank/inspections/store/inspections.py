"""Inspections in every branch, with their places."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from contracts.codes import InspectionKind, InspectionResult, Visibility
from databank.inspections.rules import InspectionState
from databank.tables import Table


class InspectionRow(Table, table=True):
    """``result`` and ``completed_at`` are empty while it is under way, or when it was withdrawn."""

    __tablename__ = "inspection"
    __table_args__ = (
        Index("inspection_started", "started_at"),
        Index("inspection_underway", "officer", postgresql_where="state = 'lopend'"),
        one_of("result", InspectionResult),
        one_of("state", InspectionState),
    )
    id: UUID = Field(primary_key=True)
    branch: Branch = Field(sa_type=CODE)
    visibility: Visibility = Field(sa_type=CODE)
    kind: InspectionKind = Field(sa_type=CODE)
    result: InspectionResult | None = Field(default=None, sa_type=CODE)
    completed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    recorded_at: datetime = Field(sa_type=MOMENT)
    officer: str
    state: InspectionState = Field(sa_type=CODE)
    started_at: datetime = Field(sa_type=MOMENT)
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    closed_by: str | None = None
    withdrawn_reason: str | None = None


class InspectionEstablishmentRow(Table, table=True):
    __tablename__ = "inspection_establishment"
    inspection_id: UUID = Field(primary_key=True, foreign_key="inspection.id")
    establishment_id: UUID = Field(primary_key=True, foreign_key="establishment.id", index=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """``result`` and ``completed_at`` are empty while it is under way, or when it was withdrawn."""

    id: UUID
    branch: Branch
    visibility: Visibility
    kind: InspectionKind
    result: InspectionResult | None = None
    completed_at: datetime | None = None
    recorded_at: datetime
    officer: str
    state: InspectionState
    started_at: datetime
    withdrawn_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedInspection(Inspection):
    """A line of the list: ``place`` joins the labels, ``persons`` counts those checked."""

    place: str | None
    persons: int


@dataclass(frozen=True, slots=True)
class InspectedPlace:
    """An establishment that was inspected."""

    id: UUID
    label: str
    premises_id: UUID | None


async def add(
    conn: asyncpg.Connection, inspection: Inspection, establishment_ids: Iterable[UUID]
) -> None:
    """Add an inspection that is over: it started when it was completed."""
    await conn.execute(
        """
        INSERT INTO inspection (id, branch, visibility, kind, result, completed_at, recorded_at,
                                officer, state, started_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'afgerond', $6)
        """,
        inspection.id,
        inspection.branch,
        inspection.visibility,
        inspection.kind,
        inspection.result,
        inspection.completed_at,
        inspection.recorded_at,
        inspection.officer,
    )
    await _add_places(conn, inspection.id, establishment_ids)


async def _add_places(
    conn: asyncpg.Connection, inspection_id: UUID, establishment_ids: Iterable[UUID]
) -> None:
    await conn.execute(
        """
        INSERT INTO inspection_establishment (inspection_id, establishment_id)
        SELECT $1, id FROM unnest($2::uuid[]) AS t (id)
        """,
        inspection_id,
        list(establishment_ids),
    )


async def exists(conn: asyncpg.Connection, inspection_id: UUID) -> bool:
    return bool(await conn.fetchval("SELECT true FROM inspection WHERE id = $1", inspection_id))


async def begin(conn: asyncpg.Connection, inspection: Inspection) -> bool:
    """False when it was begun before."""
    added = await conn.fetchval(
        """
        INSERT INTO inspection (id, branch, visibility, kind, recorded_at, started_at, officer,
                                state)
        VALUES ($1, $2, $3, $4, $5, $5, $6, 'lopend') ON CONFLICT DO NOTHING RETURNING id
        """,
        inspection.id,
        inspection.branch,
        inspection.visibility,
        inspection.kind,
        inspection.started_at,
        inspection.officer,
    )
    return added is not None


async def get_for_update(conn: asyncpg.Connection, inspection_id: UUID) -> Inspection | None:
    """An inspection, locked: officers who add to it at once come one after the other."""
    return await fetch_one(
        conn, Inspection, "SELECT * FROM inspection WHERE id = $1 FOR UPDATE", inspection_id
    )


async def get(conn: asyncpg.Connection, inspection_id: UUID) -> Inspection | None:
    return await fetch_one(
        conn, Inspection, "SELECT * FROM inspection WHERE id = $1", inspection_id
    )


async def set_places(
    conn: asyncpg.Connection, inspection_id: UUID, establishment_ids: Iterable[UUID]
) -> None:
    await conn.execute(
        "DELETE FROM inspection_establishment WHERE inspection_id = $1", inspection_id
    )
    await _add_places(conn, inspection_id, establishment_ids)


async def set_scope(
    conn: asyncpg.Connection,
    inspection_id: UUID,
    branch: Branch,
    visibility: Visibility,
    kind: InspectionKind,
) -> None:
    await conn.execute(
        "UPDATE inspection SET branch = $2, visibility = $3, kind = $4 WHERE id = $1",
        inspection_id,
        branch,
        visibility,
        kind,
    )


async def complete(
    conn: asyncpg.Connection,
    inspection_id: UUID,
    result: InspectionResult,
    at: datetime,
    by: str,
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
               closed_by = $4, result = NULL, completed_at = NULL
         WHERE id = $1
        """,
        inspection_id,
        reason,
        at,
        by,
    )


async def places(conn: asyncpg.Connection, inspection_id: UUID) -> list[InspectedPlace]:
    return await fetch_all(
        conn,
        InspectedPlace,
        """
        SELECT establishment.* FROM inspection_establishment
          JOIN establishment ON establishment.id = establishment_id
         WHERE inspection_id = $1 ORDER BY label, establishment.id
        """,
        inspection_id,
    )


async def of_today(
    conn: asyncpg.Connection, officer: str, since: datetime
) -> list[ListedInspection]:
    """An officer's own under way, and everybody's of today, the newest first. No names."""
    return await fetch_all(
        conn,
        ListedInspection,
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
