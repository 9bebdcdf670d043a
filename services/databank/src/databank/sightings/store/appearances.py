"""Appearances of persons, kept with each: when she first came, and when that may next change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.plans import PLANNED_ONCE
from databank.persons.store.persons import LEGACY
from databank.sightings.store.presence import OF_SHIFT, STANDS
from databank.tables import columns


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """A locked person of whom a declared shift began at ``expected_at``."""

    person_id: UUID
    expected_at: datetime


async def take_expected(
    conn: asyncpg.Connection, now: datetime, limit: int
) -> list[ExpectedPerson]:
    """Lock persons of whom a declared shift began; whoever is locked already comes next time."""
    rows = await conn.fetch(
        f"""
        SELECT id, expected_at, {PLANNED_ONCE} FROM person WHERE expected_at <= $1
         ORDER BY expected_at, id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
        """,  # noqa: S608  # a constant
        now,
        limit,
    )
    return [ExpectedPerson(*row[:-1]) for row in rows]


async def note_left(conn: asyncpg.Connection, person_ids: Sequence[UUID]) -> None:
    """Seen outside the windows."""
    if person_ids:
        await conn.execute(
            "UPDATE person SET left_window = true WHERE id = ANY($1::uuid[])", person_ids
        )


_REFRESH_SEEN = f"""
UPDATE person
   SET first_seen_at = coalesce((
         SELECT seen_at FROM sighting {OF_SHIFT}
          WHERE person_id = person.id AND {STANDS}
            AND (source_kind <> 'shift' OR seen_at <= greatest(t.now, first_seen_at))
          ORDER BY greatest(recorded_at, seen_at), sighting.id LIMIT 1), (
         SELECT coalesce(first_seen_at, min(received_at))
           FROM claim JOIN membership ON claim_id = claim.id AND until_at IS NULL
          WHERE person_id = person.id AND starts_with(source_kind, $3)
         HAVING count(*) > 0)),
       left_window = EXISTS (
         SELECT FROM sighting WHERE person_id = person.id AND branch <> 'raam')
  FROM unnest($1::uuid[], $2::timestamptz[]) AS t (id, now) WHERE person.id = t.id
RETURNING person.id, first_seen_at
"""  # noqa: S608 - no values


async def refresh_seen(
    conn: asyncpg.Connection, moments: Mapping[UUID, datetime]
) -> dict[UUID, datetime | None]:
    """Follow the sightings of persons, each as of a moment: when they first came, and whether they
    were seen outside the windows.

    Who is known from an older database without a sighting was seen before all the same.
    """
    rows = await conn.fetch(_REFRESH_SEEN, *columns(moments.items(), 2), LEGACY)
    return {row["id"]: row["first_seen_at"] for row in rows}


async def refresh_expected(conn: asyncpg.Connection, moments: Mapping[UUID, datetime]) -> None:
    """Note of persons when the next declared shift begins that may decide something about them:
    whether they came at all, or moved between branches."""
    await conn.execute(
        """
        UPDATE person SET expected_at = next.at
          FROM unnest($1::uuid[], $2::timestamptz[]) AS t (id, now)
          JOIN person AS known USING (id)
          LEFT JOIN LATERAL (
               SELECT min(seen_at) AS at FROM sighting
                WHERE person_id = known.id AND source_kind = 'shift' AND withdrawn_at IS NULL
                  AND seen_at > t.now AND (known.first_seen_at IS NULL OR known.left_window)
               ) AS next ON true
         WHERE person.id = known.id AND person.expected_at IS DISTINCT FROM next.at
        """,
        *columns(moments.items(), 2),
    )
