"""Inspections in every branch, with the places and the persons that were checked."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from databank.store.table import MOMENT, Table, columns


class Inspection(Table, table=True):
    __tablename__ = "inspection"
    id: UUID = Field(primary_key=True)
    branch: str
    visibility: str
    kind: str
    result: str
    completed_at: datetime = Field(sa_type=MOMENT)
    recorded_at: datetime = Field(sa_type=MOMENT)
    officer: str


class InspectionEstablishment(Table, table=True):
    __tablename__ = "inspection_establishment"
    inspection_id: UUID = Field(primary_key=True, foreign_key="inspection.id")
    establishment_id: UUID = Field(primary_key=True, foreign_key="establishment.id")


class InspectionPerson(Table, table=True):
    """``role`` says in what capacity somebody was there (DP-06)."""

    __tablename__ = "inspection_person"
    inspection_id: UUID = Field(primary_key=True, foreign_key="inspection.id")
    position: int = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    claim_id: UUID = Field(foreign_key="claim.id", index=True)
    role: str


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
                                officer)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
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
