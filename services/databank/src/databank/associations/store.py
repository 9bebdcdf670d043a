"""Queries of what a person shares with others; every one of them is bounded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all
from databank.sightings.store.presence import STANDS
from linkage.claim import FORM

MOST_CLAIMS = 500
"""Different statements of the person's own that are looked for among others; the newest count."""
MOST_PERSONS = 500
"""Others whom one key finds at most, by their ids; what more people state is in common use."""

STATED = """
SELECT membership.person_id, features, min(claim.received_at) AS first,
       max(claim.received_at) AS last
  FROM membership JOIN claim ON claim.id = claim_id JOIN claim_features USING (claim_id)
 WHERE membership.person_id = $1 AND until_at IS NULL AND form = $2
 GROUP BY membership.person_id, features ORDER BY last DESC LIMIT $3
"""
STATED_BY_OTHERS = """
WITH near AS MATERIALIZED (
  SELECT DISTINCT close.person_id FROM unnest($1::bigint[]) AS asked (key)
   CROSS JOIN LATERAL (
         SELECT DISTINCT person_id FROM claim_key JOIN claim_features USING (claim_id)
          WHERE claim_key.key = asked.key AND person_id <> $2 AND form = $3
          ORDER BY person_id LIMIT $4) AS close)
SELECT found.person_id, features, min(received_at) AS first, max(received_at) AS last
  FROM (SELECT DISTINCT claim_id FROM claim_key WHERE key = ANY($1::bigint[])) AS under
  JOIN claim_features AS found USING (claim_id) JOIN near USING (person_id)
  JOIN claim ON claim.id = found.claim_id
 WHERE form = $3
 GROUP BY found.person_id, features
"""
_CAME = f"""EXISTS (
       SELECT FROM shift JOIN sighting ON source_kind = 'shift' AND source_id = shift.shift_id
        WHERE shift.shift_id = {{shift}}.shift_id AND {STANDS})"""
ROOMS = f"""
SELECT theirs.person_id, count(DISTINCT own.shift_id) AS times,
       min(greatest(own.starts_at, follow.starts_at)) AS first,
       max(greatest(own.starts_at, follow.starts_at)) AS last
  FROM membership AS mine
  JOIN shift AS own ON own.claim_id = mine.claim_id
  JOIN shift AS follow
    ON follow.premises_id = own.premises_id AND follow.room_id = own.room_id
       AND follow.state <> 'geannuleerd'
       AND (follow.starts_at BETWEEN coalesce(own.ended_at, own.ends_at)
                                 AND coalesce(own.ended_at, own.ends_at) + $4::interval
            OR own.starts_at BETWEEN coalesce(follow.ended_at, follow.ends_at)
                                 AND coalesce(follow.ended_at, follow.ends_at) + $4::interval)
  JOIN membership AS theirs ON theirs.claim_id = follow.claim_id AND theirs.until_at IS NULL
 WHERE mine.person_id = $1 AND mine.until_at IS NULL AND own.state <> 'geannuleerd'
       AND theirs.person_id <> $1 AND own.starts_at BETWEEN $2 AND $3
       AND follow.starts_at BETWEEN $2 AND $3
       AND {_CAME.format(shift="own")} AND {_CAME.format(shift="follow")}
 GROUP BY theirs.person_id HAVING count(DISTINCT own.shift_id) >= $5
 ORDER BY times DESC, theirs.person_id LIMIT $6
"""  # noqa: S608 - no values
INSPECTIONS = """
SELECT other.person_id, count(DISTINCT look.id) AS times, min(look.completed_at) AS first,
       max(look.completed_at) AS last
  FROM inspection_person AS own
  JOIN inspection AS look ON look.id = own.inspection_id
  JOIN inspection_person AS other
    ON other.inspection_id = own.inspection_id AND other.person_id <> own.person_id
       AND other.withdrawn_at IS NULL AND other.role <> 'klant'
 WHERE own.person_id = $1 AND own.withdrawn_at IS NULL AND own.role <> 'klant'
       AND look.completed_at BETWEEN $2 AND $3
 GROUP BY other.person_id HAVING count(DISTINCT look.id) >= $4
 ORDER BY times DESC, other.person_id LIMIT $5
"""
PATTERNS = """
SELECT person.id AS person_id, count(*) AS times, min(found.begins_at) AS first,
       max(found.ends_at) AS last
  FROM pattern_case AS found JOIN person ON person.id = ANY(found.persons) AND person.id <> $1
 WHERE $1 = ANY(found.persons) AND found.withdrawn_at IS NULL AND NOT found.shadow
       AND found.outcome IS DISTINCT FROM 'foutieve_koppeling' AND person.merged_into IS NULL
 GROUP BY person.id ORDER BY times DESC, person.id LIMIT $2
"""


@dataclass(frozen=True, slots=True, repr=False)
class StatedFeatures:
    """What somebody stated, packed, with when for the first and the last time; prints nothing."""

    person_id: UUID
    features: bytes
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody with whom the person shares a thing that was seen, and how often."""

    person_id: UUID
    times: int
    first: datetime
    last: datetime


async def stated(conn: asyncpg.Connection, person_id: UUID) -> list[StatedFeatures]:
    """What the person's own claims state, the newest first."""
    return await fetch_all(conn, StatedFeatures, STATED, person_id, FORM, MOST_CLAIMS)


async def stated_by_others(
    conn: asyncpg.Connection, person_id: UUID, keys: Collection[int]
) -> list[StatedFeatures]:
    """What others state, of those whom these keys find."""
    return await fetch_all(
        conn, StatedFeatures, STATED_BY_OTHERS, list(keys), person_id, FORM, MOST_PERSONS
    )


async def after_one_another(
    conn: asyncpg.Connection,
    person_id: UUID,
    since: datetime,
    until: datetime,
    *,
    within: timedelta,
    fewest: int,
    most: int,
) -> list[Met]:
    """Who worked in the same room, before or after, ``within`` so long and so often at least.

    Not where officers found the room empty, or another person on her paper.
    """
    return await fetch_all(conn, Met, ROOMS, person_id, since, until, within, fewest, most)


async def met_together(
    conn: asyncpg.Connection,
    person_id: UUID,
    since: datetime,
    until: datetime,
    *,
    fewest: int,
    most: int,
) -> list[Met]:
    """Who was met in the same inspections. Clients are none of them (DP-06)."""
    return await fetch_all(conn, Met, INSPECTIONS, person_id, since, until, fewest, most)


async def in_patterns(conn: asyncpg.Connection, person_id: UUID, most: int) -> list[Met]:
    """Who is in the same pattern that stands, is no trial, and rests on no wrong link."""
    return await fetch_all(conn, Met, PATTERNS, person_id, most)
