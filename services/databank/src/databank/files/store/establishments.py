"""Establishments of every branch: listed, looked for by name or address, opened."""

import re
from collections.abc import Collection
from uuid import UUID

import asyncpg

from databank.tables import fetch

LISTED = """
SELECT establishment.*, suitability.state AS suitability_state, count(*) OVER () AS total
  FROM establishment LEFT JOIN suitability USING (premises_id)
 WHERE $1::text IS NULL OR branch = $1
 ORDER BY branch, street NULLS LAST, length(house_number), house_number, label, establishment.id
OFFSET $2 LIMIT $3
"""
FOUND = """
SELECT id FROM establishment
 WHERE ($1::text IS NULL OR branch = $1)
   AND ($2::text[] IS NULL OR street = ANY($2))
   AND ($3::text IS NULL OR upper(regexp_replace(house_number, '[^A-Za-z0-9]', '', 'g')) = $3)
   AND ($4::text IS NULL OR label_key LIKE $4)
 ORDER BY street NULLS LAST, length(house_number), house_number, label, id LIMIT $5
"""


async def listed(
    conn: asyncpg.Connection, branch: str | None, offset: int, limit: int
) -> list[asyncpg.Record]:
    """By branch and address; each row says how many there are in all."""
    return await fetch(conn, LISTED, branch, offset, limit)


async def streets(conn: asyncpg.Connection) -> list[str]:
    rows = await conn.fetch("SELECT DISTINCT street FROM establishment WHERE street IS NOT NULL")
    return [row["street"] for row in rows]


async def found(
    conn: asyncpg.Connection,
    branch: str | None,
    streets: Collection[str] | None,
    house: str | None,
    name: str | None,
    most: int,
) -> list[UUID]:
    """``house`` without punctuation, in capitals; ``name`` is any part of the label."""
    escaped = name and re.sub(r"([\\%_])", r"\\\1", name.lower())
    part = f"%{escaped}%" if escaped else None
    rows = await conn.fetch(
        FOUND, branch, None if streets is None else list(streets), house, part, most
    )
    return [row["id"] for row in rows]


async def by_ids(conn: asyncpg.Connection, ids: Collection[UUID]) -> list[asyncpg.Record]:
    """In the order given."""
    return await fetch(
        conn,
        """
        SELECT establishment.*, suitability.state AS suitability_state
          FROM unnest($1::uuid[]) WITH ORDINALITY AS t (id, place)
          JOIN establishment USING (id) LEFT JOIN suitability USING (premises_id) ORDER BY place
        """,
        list(ids),
    )


async def get(conn: asyncpg.Connection, establishment_id: UUID) -> asyncpg.Record | None:
    """With what the city said last of it, and whether work is forbidden there."""
    rows = await fetch(
        conn,
        """
        SELECT establishment.*, suitability.state AS suitability_state, valid_from, valid_to
          FROM establishment LEFT JOIN suitability USING (premises_id)
         WHERE establishment.id = $1
        """,
        establishment_id,
    )
    return rows[0] if rows else None


async def rooms(conn: asyncpg.Connection, premises_id: UUID) -> list[str]:
    rows = await conn.fetch(
        "SELECT label FROM window_room WHERE premises_id = $1 ORDER BY length(label), label",
        premises_id,
    )
    return [row["label"] for row in rows]
