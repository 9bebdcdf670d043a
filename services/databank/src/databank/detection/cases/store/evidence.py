"""The evidence of a case as people read it: where, when, and what officers observed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all
from databank.tables import columns

_OF_SOURCES = """
SELECT t.kind, t.id, shift.starts_at AS begins_at,
       coalesce(shift.ended_at, shift.ends_at) AS ends_at, shift.verification AS observed,
       establishment.label AS place, window_room.label AS room
  FROM unnest($1::text[], $2::uuid[]) AS t (kind, id)
  JOIN shift ON t.kind = 'shift' AND shift.shift_id = t.id
  LEFT JOIN establishment USING (premises_id)
  LEFT JOIN window_room ON window_room.room_id = shift.room_id
 UNION ALL
SELECT t.kind, t.id, observed_at, observed_at, outcome, establishment.label, window_room.label
  FROM unnest($1::text[], $2::uuid[]) AS t (kind, id)
  JOIN verification ON t.kind = 'verification' AND verification.id = t.id
  LEFT JOIN establishment USING (premises_id)
  LEFT JOIN window_room ON window_room.room_id = verification.room_id
 UNION ALL
SELECT t.kind, t.id, completed_at, completed_at, inspection.branch,
       (SELECT string_agg(label, ', ' ORDER BY label) FROM inspection_establishment
          JOIN establishment ON establishment.id = establishment_id
         WHERE inspection_id = inspection.id), NULL
  FROM unnest($1::text[], $2::uuid[]) AS t (kind, id)
  JOIN inspection ON t.kind = 'inspection' AND inspection.id = t.id
 ORDER BY 3, 2
"""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A shift, a check or an inspection. ``observed`` is what officers found of a shift or a room,
    or the branch of an inspection."""

    kind: str
    id: UUID
    begins_at: datetime
    ends_at: datetime
    observed: str
    place: str | None
    room: str | None


async def of_sources(
    conn: asyncpg.Connection, sources: Sequence[tuple[str, UUID]]
) -> list[EvidenceRow]:
    """Shifts, checks and inspections by kind and id, in order of time."""
    return await fetch_all(conn, EvidenceRow, _OF_SOURCES, *columns(list(sources), 2))


async def places(conn: asyncpg.Connection, premises_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The label of each of these premises, where it has one."""
    rows = await conn.fetch(
        "SELECT premises_id, label FROM establishment WHERE premises_id = ANY($1::uuid[])",
        list(premises_ids),
    )
    return {row["premises_id"]: row["label"] for row in rows}
