"""Queries of establishments for lists, searches and files; ``premises`` owns their tables."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all, fetch_one, typed
from contracts.branches import Branch
from databank.premises.rules import SuitabilityState
from databank.premises.store.premises import suitability_at


@dataclass(frozen=True, slots=True)
class EstablishmentRow:
    """An establishment, with what the city said last of it."""

    id: UUID
    branch: Branch
    label: str
    street: str | None
    house_number: str | None
    postcode: str | None
    suitability_state: SuitabilityState | None


@dataclass(frozen=True, slots=True)
class EstablishmentFile(EstablishmentRow):
    """An establishment as its file opens."""

    premises_id: UUID | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class EstablishmentPage:
    """Some establishments; ``total`` is how many there are in all."""

    rows: list[EstablishmentRow]
    total: int


LISTED = f"""
SELECT establishment.*, {suitability_at("$4")} AS suitability_state, count(*) OVER () AS total
  FROM establishment LEFT JOIN suitability USING (premises_id)
 WHERE $1::text IS NULL OR branch = $1
 ORDER BY branch, street NULLS LAST, length(house_number), house_number, label, establishment.id
OFFSET $2 LIMIT $3
"""  # noqa: S608  # a placeholder, from here
MATCHING = """
SELECT id FROM establishment
 WHERE ($1::text IS NULL OR branch = $1)
   AND ($2::text[] IS NULL OR street = ANY($2))
   AND ($3::text IS NULL OR upper(regexp_replace(house_number, '[^A-Za-z0-9]', '', 'g')) = $3)
   AND ($4::text IS NULL OR label_key LIKE $4)
 ORDER BY street NULLS LAST, length(house_number), house_number, label, id LIMIT $5
"""


async def page_of(
    conn: asyncpg.Connection, at: datetime, branch: Branch | None, offset: int, limit: int
) -> EstablishmentPage:
    """Establishments by branch and address."""
    rows = await conn.fetch(LISTED, branch, offset, limit, at)
    total = rows[0]["total"] if rows else 0
    return EstablishmentPage([typed(EstablishmentRow, row) for row in rows], total)


async def streets(conn: asyncpg.Connection) -> list[str]:
    rows = await conn.fetch("SELECT DISTINCT street FROM establishment WHERE street IS NOT NULL")
    return [row["street"] for row in rows]


async def find(
    conn: asyncpg.Connection,
    branch: Branch | None,
    streets: Collection[str] | None,
    house: str | None,
    name: str | None,
    most: int,
) -> list[UUID]:
    """Ids that fit: ``house`` without punctuation, in capitals; ``name`` any part of the label."""
    escaped = name and re.sub(r"([\\%_])", r"\\\1", name.lower())
    part = f"%{escaped}%" if escaped else None
    rows = await conn.fetch(
        MATCHING, branch, None if streets is None else list(streets), house, part, most
    )
    return [row["id"] for row in rows]


async def by_ids(
    conn: asyncpg.Connection, at: datetime, ids: Collection[UUID]
) -> list[EstablishmentRow]:
    """Establishments by id, in the order given."""
    return await fetch_all(
        conn,
        EstablishmentRow,
        f"""
        SELECT establishment.*, {suitability_at("$2")} AS suitability_state
          FROM unnest($1::uuid[]) WITH ORDINALITY AS t (id, place)
          JOIN establishment USING (id) LEFT JOIN suitability USING (premises_id) ORDER BY place
        """,  # noqa: S608  # a placeholder, from here
        list(ids),
        at,
    )


async def get(
    conn: asyncpg.Connection, at: datetime, establishment_id: UUID
) -> EstablishmentFile | None:
    return await fetch_one(
        conn,
        EstablishmentFile,
        f"""
        SELECT establishment.*, {suitability_at("$2")} AS suitability_state, valid_from, valid_to
          FROM establishment LEFT JOIN suitability USING (premises_id)
         WHERE establishment.id = $1
        """,  # noqa: S608  # a placeholder, from here
        establishment_id,
        at,
    )


async def rooms(conn: asyncpg.Connection, premises_id: UUID | None) -> list[str]:
    """Labels of the rooms of window premises; other establishments have none."""
    if premises_id is None:
        return []
    rows = await conn.fetch(
        "SELECT label FROM window_room WHERE premises_id = $1 ORDER BY length(label), label",
        premises_id,
    )
    return [row["label"] for row in rows]
