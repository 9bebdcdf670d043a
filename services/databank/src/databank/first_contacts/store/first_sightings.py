"""Query of the sighting by which a person first came, from which a first contact counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all
from contracts.branches import Branch
from databank.persons.store.persons import LEGACY
from databank.sightings.store.presence import OF_SHIFT, STANDS
from databank.tables import columns


@dataclass(frozen=True, slots=True)
class FirstCame:
    """The sighting by which a person first came; it counts from when that was both so and known."""

    person_id: UUID
    claim_id: UUID
    branch: Branch
    counts_from: datetime


_FIRST_CAME = f"""
SELECT DISTINCT ON (person.id) person.id AS person_id, sighting.claim_id, sighting.branch,
       greatest(sighting.recorded_at, sighting.seen_at) AS counts_from
  FROM unnest($1::uuid[], $2::timestamptz[]) AS t (id, now)
  JOIN person USING (id) JOIN sighting ON sighting.person_id = person.id
  {OF_SHIFT}
 WHERE {STANDS} AND (source_kind <> 'shift' OR seen_at <= greatest(t.now, first_seen_at))
   AND NOT EXISTS (
       SELECT FROM claim JOIN membership AS link ON link.claim_id = claim.id AND until_at IS NULL
        WHERE link.person_id = person.id AND starts_with(claim.source_kind, $3))
 ORDER BY person.id, greatest(sighting.recorded_at, sighting.seen_at), sighting.id
"""  # noqa: S608 - no values


async def first_came(conn: asyncpg.Connection, moments: Mapping[UUID, datetime]) -> list[FirstCame]:
    """The sighting by which each person first came, as of a moment of each; of those who did, and
    of whom nothing came from an older database."""
    return await fetch_all(conn, FirstCame, _FIRST_CAME, *columns(moments.items(), 2), LEGACY)
