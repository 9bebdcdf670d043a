"""Rows of lists that leave the calendar, in a fixed order, from a place on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from pandkalender.shifts.store.shift_rows import SHIFT_ROWS, ShiftRow, fetch_rows

OF_PERIOD = """
WHERE s.owner = $1 AND s.starts_at >= $2 AND s.starts_at < $3
  AND ($4::uuid IS NULL OR s.premises_id = $4)
"""
COUNT = f"SELECT count(*) FROM shift s {OF_PERIOD}"  # noqa: S608 - no values
SHIFTS = f"""
{SHIFT_ROWS} {OF_PERIOD}
  AND ($5::timestamptz IS NULL OR (s.starts_at, s.shift_id) > ($5, $6::uuid))
ORDER BY s.starts_at, s.shift_id LIMIT $7
"""
OWN_ROOMS = """
FROM room r JOIN premises p USING (premises_id)
WHERE p.owner = $1 AND ($2::uuid IS NULL OR p.premises_id = $2)
"""
COUNT_ROOMS = f"SELECT count(*) {OWN_ROOMS}"
ROOMS = f"""
SELECT r.room_id, p.label AS premises, r.label AS room,
  (SELECT count(*) FROM shift s
    WHERE s.room_id = r.room_id AND s.owner = $1 AND s.starts_at >= $3 AND s.starts_at < $4
      AND s.planning NOT IN ('geannuleerd', 'vervallen')) AS shifts
{OWN_ROOMS} AND ($5::uuid IS NULL OR r.room_id > $5) ORDER BY r.room_id LIMIT $6
"""  # noqa: S608 - no values


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """The part of an owner's data that is asked for; ``premises_id`` None for all premises."""

    owner: str
    starts_at: datetime
    ends_at: datetime
    premises_id: UUID | None


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in the list of shifts."""

    starts_at: datetime
    shift_id: UUID


@dataclass(frozen=True, slots=True)
class RoomExport:
    """A room, and how many shifts began in it."""

    room_id: UUID
    premises: str
    room: str
    shifts: int


async def count_shifts(tx: Transaction, part: ExportFilter) -> int:
    """The number of shifts that begin in the period."""
    count: int = await tx.conn.fetchval(
        COUNT, part.owner, part.starts_at, part.ends_at, part.premises_id
    )
    return count


async def list_shifts(
    tx: Transaction, part: ExportFilter, after: Place | None, limit: int
) -> list[ShiftRow]:
    """Shifts that begin in the period."""
    place = (after.starts_at, after.shift_id) if after else (None, None)
    return await fetch_rows(
        tx, SHIFTS, part.owner, part.starts_at, part.ends_at, part.premises_id, *place, limit
    )


async def count_rooms(tx: Transaction, part: ExportFilter) -> int:
    """The number of rooms."""
    count: int = await tx.conn.fetchval(COUNT_ROOMS, part.owner, part.premises_id)
    return count


async def list_rooms(
    tx: Transaction, part: ExportFilter, after: UUID | None, limit: int
) -> list[RoomExport]:
    """Rooms with the shifts that began in the period."""
    rows = await tx.conn.fetch(
        ROOMS, part.owner, part.premises_id, part.starts_at, part.ends_at, after, limit
    )
    return [RoomExport(**row) for row in rows]
