"""Rows of lists that leave the calendar, in a fixed order, from a place on."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from chassis.web.exports import ExportQuery
from pandkalender.sealed_columns import opened
from pandkalender.shifts.store.views import SHOWN

OF_PERIOD = """
WHERE s.owner = $1 AND s.starts_at >= $2 AND s.starts_at < $3
  AND ($4::uuid IS NULL OR s.premises_id = $4)
"""
COUNT = f"SELECT count(*) FROM shift s {OF_PERIOD}"  # noqa: S608 - no values
SHIFTS = f"""
{SHOWN} {OF_PERIOD}
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


async def count_shifts(tx: Transaction, wanted: ExportQuery) -> int:
    found: int = await tx.conn.fetchval(COUNT, *_period(wanted))
    return found


async def shifts(
    tx: Transaction, wanted: ExportQuery, after: tuple[datetime, UUID] | None, limit: int
) -> list[dict[str, Any]]:
    """Shifts that begin in the period, of the organisation alone."""
    rows = await tx.conn.fetch(SHIFTS, *_period(wanted), *(after or (None, None)), limit)
    return opened(tx, rows)


async def count_rooms(tx: Transaction, wanted: ExportQuery) -> int:
    found: int = await tx.conn.fetchval(COUNT_ROOMS, wanted.organisation, _premises(wanted))
    return found


async def rooms(
    tx: Transaction, wanted: ExportQuery, after: UUID | None, limit: int
) -> list[asyncpg.Record]:
    period = (wanted.starts_at, wanted.ends_at)
    return list(
        await tx.conn.fetch(ROOMS, wanted.organisation, _premises(wanted), *period, after, limit)
    )


def _period(wanted: ExportQuery) -> tuple[str, datetime, datetime, UUID | None]:
    return wanted.organisation, wanted.starts_at, wanted.ends_at, _premises(wanted)


def _premises(wanted: ExportQuery) -> UUID | None:
    return UUID(wanted.choice) if wanted.choice else None
