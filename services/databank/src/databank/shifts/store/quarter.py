"""The quarter now: which window rooms should be in use, and what officers found there."""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from databank.tables import fetch

AHEAD = timedelta(hours=2)
"""What begins this soon stands in the list already."""

ROOMS = """
SELECT shift.shift_id, shift.room_id, shift.premises_id, shift.starts_at, shift.ends_at, shift.late,
       shift.verification, shift.verified_at, person.identity_state,
       coalesce(establishment.street, '') AS street,
       coalesce(establishment.house_number, '') AS house_number,
       coalesce(establishment.label, 'pand') AS premises,
       coalesce(window_room.label, '?') AS room,
       EXISTS (SELECT FROM suspension WHERE suspension.premises_id = shift.premises_id
                  AND begins_at <= $1 AND (ends_at IS NULL OR ends_at > $1)
                  AND lifted_at IS NULL) AS is_suspended
  FROM shift
  JOIN membership ON membership.claim_id = shift.claim_id AND until_at IS NULL
  JOIN person ON person.id = membership.person_id
  LEFT JOIN establishment ON establishment.premises_id = shift.premises_id
  LEFT JOIN window_room ON window_room.room_id = shift.room_id
 WHERE shift.state IN ('aangegeven', 'gewijzigd') AND shift.starts_at < $2 AND shift.ends_at > $1
   AND ($3::text IS NULL OR establishment.street = $3)
 ORDER BY street, length(coalesce(establishment.house_number, '')), house_number, room,
       shift.starts_at
"""
ONE = """
SELECT shift.*, membership.person_id, person.identity_state, person.validated_at,
       claim.given_names, claim.family_name, claim.birth_date, claim.nationality,
       claim.document_kind, claim.document_country, claim.document_number,
       claim.document_expires_on, claim.national_number, claim.phone,
       nullif(establishment.label, 'pand') AS premises,
       coalesce(window_room.label, '?') AS room
  FROM shift
  JOIN membership ON membership.claim_id = shift.claim_id AND until_at IS NULL
  JOIN person ON person.id = membership.person_id
  JOIN claim ON claim.id = shift.claim_id
  LEFT JOIN establishment ON establishment.premises_id = shift.premises_id
  LEFT JOIN window_room ON window_room.room_id = shift.room_id
 WHERE shift.shift_id = $1
"""


async def rooms(
    conn: asyncpg.Connection, now: datetime, street: str | None
) -> list[asyncpg.Record]:
    """Declared shifts that run now or begin soon, by address; names are opened one by one."""
    return await fetch(conn, ROOMS, now, now + AHEAD, street)


async def streets(conn: asyncpg.Connection) -> list[str]:
    rows = await conn.fetch(
        "SELECT DISTINCT street FROM establishment WHERE premises_id IS NOT NULL"
        " AND street IS NOT NULL ORDER BY street"
    )
    return [row["street"] for row in rows]


async def shift(conn: asyncpg.Connection, shift_id: UUID) -> asyncpg.Record | None:
    """A shift with who was declared for it."""
    found = await fetch(conn, ONE, shift_id)
    return found[0] if found else None
