"""Query of the sighting by which a person came back after a long absence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all
from contracts.branches import Branch
from databank.sightings.store.presence import OF_SHIFT, STANDS
from databank.tables import columns


@dataclass(frozen=True, slots=True)
class Return:
    """A return; ``came`` is false of a shift that is declared and did not begin yet."""

    person_id: UUID
    claim_id: UUID
    branch: Branch
    seen_at: datetime
    counts_from: datetime
    came: bool


_RETURNED = f"""
SELECT DISTINCT ON (t.id) t.id AS person_id, sighting.claim_id, sighting.branch, sighting.seen_at,
       greatest(sighting.recorded_at, sighting.seen_at) AS counts_from,
       source_kind <> 'shift' OR sighting.seen_at <= t.now AS came
  FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (id, now, since)
  JOIN LATERAL (
       SELECT max(coalesce(held_at, opened_at)) AS spoken_at, bool_or(state = 'open') AS is_open
         FROM first_contact WHERE person_id = t.id AND state <> 'samengevoegd') AS contact
       ON NOT is_open
  JOIN sighting ON sighting.person_id = t.id AND sighting.seen_at >= t.since
       AND sighting.seen_at > spoken_at + $4::interval
  {OF_SHIFT}
 WHERE {STANDS} AND NOT EXISTS (
       SELECT FROM sighting AS before
        WHERE before.person_id = t.id AND before.withdrawn_at IS NULL
          AND before.seen_at < sighting.seen_at
          AND before.seen_at >= sighting.seen_at - $4::interval)
 ORDER BY t.id, sighting.seen_at DESC, sighting.id
"""  # noqa: S608  # from here


async def returned(
    conn: asyncpg.Connection,
    looked_at: Iterable[tuple[UUID, datetime, datetime]],
    absence: timedelta,
) -> list[Return]:
    """Of (person, now, since): who was spoken with longer than ``absence`` ago, came or will come
    since, and was not seen for that long before. The last return of each."""
    return await fetch_all(conn, Return, _RETURNED, *columns(looked_at, 3), absence)
