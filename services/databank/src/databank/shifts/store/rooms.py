"""Window rooms without a declaration: empty ones, and those where somebody was seen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all, fetch_one
from databank.shifts.store.quarter import AHEAD

LATELY = timedelta(hours=12)
"""For so long somebody who was seen without a declaration stands in the quarter."""

EMPTY = """
SELECT window_room.room_id, window_room.premises_id, window_room.label AS room,
       establishment.label AS premises, coalesce(establishment.street, '') AS street,
       coalesce(establishment.house_number, '') AS house_number
  FROM window_room JOIN establishment ON establishment.premises_id = window_room.premises_id
 WHERE ($3::text IS NULL OR establishment.street = $3)
   AND NOT EXISTS (SELECT FROM shift
                    WHERE shift.premises_id = window_room.premises_id
                      AND shift.room_id = window_room.room_id
                      AND shift.state IN ('aangegeven', 'gewijzigd')
                      AND shift.starts_at < $2 AND shift.ends_at > $1)
 ORDER BY length(window_room.label), window_room.label
"""
UNDECLARED = """
SELECT verification.id, verification.room_id, verification.premises_id, verification.observed_at,
       verification.person_id IS NOT NULL AS is_known,
       coalesce(window_room.label, '?') AS room, coalesce(establishment.label, 'pand') AS premises,
       coalesce(establishment.street, '') AS street,
       coalesce(establishment.house_number, '') AS house_number
  FROM verification
  LEFT JOIN window_room ON window_room.room_id = verification.room_id
  LEFT JOIN establishment ON establishment.premises_id = verification.premises_id
 WHERE verification.shift_id IS NULL AND verification.outcome = 'andere'
   AND verification.withdrawn_at IS NULL
   AND verification.observed_at > $1 AND verification.observed_at <= $2
   AND ($3::text IS NULL OR establishment.street = $3)
   AND ($4::uuid IS NULL OR verification.room_id = $4)
 ORDER BY verification.observed_at DESC, verification.id
"""
ROOM = """
SELECT window_room.room_id, window_room.premises_id, window_room.label AS room,
       establishment.label AS premises,
       (SELECT shift_id FROM shift
         WHERE shift.premises_id = window_room.premises_id AND shift.room_id = window_room.room_id
           AND shift.state IN ('aangegeven', 'gewijzigd')
           AND shift.starts_at < $3 AND shift.ends_at > $2
         ORDER BY starts_at, shift_id LIMIT 1) AS shift_id
  FROM window_room JOIN establishment ON establishment.premises_id = window_room.premises_id
 WHERE window_room.room_id = $1
"""


@dataclass(frozen=True, slots=True)
class EmptyRoom:
    """A room for which nobody is declared now or soon."""

    room_id: UUID
    premises_id: UUID
    premises: str
    street: str
    house_number: str
    room: str


@dataclass(frozen=True, slots=True)
class UndeclaredPresence:
    """Somebody at work in a room without any declaration; ``is_known``: an officer wrote down who.

    Who it is does not show here.
    """

    id: UUID
    room_id: UUID
    premises_id: UUID
    premises: str
    street: str
    house_number: str
    room: str
    observed_at: datetime
    is_known: bool


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """A room, with the shift that is declared for it now or soon, if there is one."""

    room_id: UUID
    premises_id: UUID
    premises: str
    room: str
    shift_id: UUID | None


async def empty(conn: asyncpg.Connection, now: datetime, street: str | None) -> list[EmptyRoom]:
    """By the label on the door."""
    return await fetch_all(conn, EmptyRoom, EMPTY, now, now + AHEAD, street)


async def undeclared(
    conn: asyncpg.Connection, now: datetime, street: str | None, room_id: UUID | None = None
) -> list[UndeclaredPresence]:
    """Those of the last hours, the newest first."""
    return await fetch_all(conn, UndeclaredPresence, UNDECLARED, now - LATELY, now, street, room_id)


async def room(conn: asyncpg.Connection, room_id: UUID, now: datetime) -> WindowPlace | None:
    return await fetch_one(conn, WindowPlace, ROOM, room_id, now, now + AHEAD)
