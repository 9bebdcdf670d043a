"""Who was where and when, as the patterns read it: sightings with the hours and places behind."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from contracts.codes import Branch
from databank.domain.patterns.presence import LONGEST, Presence
from databank.domain.verification import VerificationState
from databank.store.table import columns, fetch

Stretch = tuple[datetime, datetime]

_PRESENCES = """
SELECT sighting.person_id, sighting.branch, source_kind, source_id, confidence,
       coalesce(shift.premises_id, verification.premises_id, place.id) AS place_id,
       coalesce(shift.starts_at, seen_at) AS begins_at,
       CASE WHEN shift.shift_id IS NULL THEN seen_at
            ELSE greatest(shift.starts_at, least(shift.ended_at, shift.ends_at,
                          shift.starts_at + interval '24 hours')) END AS ends_at,
       coalesce(shift.verification, 'niet_gecontroleerd') AS verified
  FROM {which}
  LEFT JOIN shift ON source_kind = 'shift' AND shift.shift_id = source_id
  LEFT JOIN verification ON source_kind = 'verification' AND verification.id = source_id
  LEFT JOIN LATERAL (
       SELECT min(coalesce(establishment.premises_id, establishment.id)::text)::uuid AS id
         FROM inspection_establishment AS at
         JOIN establishment ON establishment.id = at.establishment_id
        WHERE source_kind = 'inspection' AND at.inspection_id = source_id
       HAVING count(*) = 1) AS place ON true
 WHERE sighting.withdrawn_at IS NULL
   AND source_kind IN ('shift', 'verification', 'inspection')
"""
"""Older databases know days and not hours, so what they tell is no presence."""

_OF_PERSONS = _PRESENCES.format(
    which="""unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (person, begins, ends)
  JOIN sighting ON sighting.person_id = person AND seen_at BETWEEN begins AND ends"""
)
_AT_PREMISES = _PRESENCES.format(
    which="""unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (place, begins, ends)
  JOIN shift AS declared
       ON declared.premises_id = place AND declared.starts_at BETWEEN begins AND ends
  JOIN sighting ON source_kind = 'shift' AND source_id = declared.shift_id"""
)
_ALL = (
    _PRESENCES.format(which="sighting")
    + " AND seen_at BETWEEN $1 AND $2 ORDER BY sighting.person_id"
)

_AT_BOTH = """
WITH wanted AS (
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
            AS t (a, b, begins, ends)),
present AS (
     SELECT a, b, person_id, premises_id FROM wanted
       JOIN shift ON premises_id IN (a, b) AND starts_at BETWEEN begins AND ends
       JOIN sighting ON source_kind = 'shift' AND source_id = shift_id AND withdrawn_at IS NULL
      UNION ALL
     SELECT a, b, sighting.person_id, premises_id FROM wanted
       JOIN verification ON premises_id IN (a, b) AND observed_at BETWEEN begins AND ends
       JOIN sighting ON source_kind = 'verification' AND source_id = verification.id
            AND withdrawn_at IS NULL)
SELECT a, b, person_id FROM present GROUP BY a, b, person_id
HAVING count(DISTINCT premises_id) = 2
"""


async def of_persons(
    conn: asyncpg.Connection, stretches: Iterable[tuple[UUID, datetime, datetime]]
) -> list[Presence]:
    """What begins or lasts in a person's stretch of time."""
    wanted = [(person_id, begins - LONGEST, ends) for person_id, begins, ends in stretches]
    return _presences(await fetch(conn, _OF_PERSONS, *columns(wanted, 3)))


async def at_premises(
    conn: asyncpg.Connection, stretches: Iterable[tuple[UUID, datetime, datetime]]
) -> list[Presence]:
    """Declared shifts that start in premises in a stretch of time."""
    return _presences(await fetch(conn, _AT_PREMISES, *columns(stretches, 3)))


async def who_were_at_both(
    conn: asyncpg.Connection, routes: Iterable[tuple[UUID, UUID, datetime, datetime]]
) -> dict[tuple[UUID, UUID], set[UUID]]:
    """Persons who were at both premises of a route in a stretch of time."""
    found: dict[tuple[UUID, UUID], set[UUID]] = {}
    for a, b, person_id in await fetch(conn, _AT_BOTH, *columns(routes, 4)):
        found.setdefault((a, b), set()).add(person_id)
    return found


async def everybody(
    conn: asyncpg.Connection, begins: datetime, ends: datetime, size: int
) -> AsyncIterator[list[Presence]]:
    """Person by person, all that began from one moment to another.

    It reads with a cursor of the server, ``size`` rows at a time, so a long history needs neither
    much memory nor one long query. Inside a transaction only.
    """
    of_person: list[Presence] = []
    async for row in conn.cursor(_ALL, begins, ends, prefetch=size):
        one = _presence(row)
        if of_person and of_person[0].person_id != one.person_id:
            yield of_person
            of_person = []
        of_person.append(one)
    if of_person:
        yield of_person


async def count_persons(conn: asyncpg.Connection, begins: datetime, ends: datetime) -> int:
    return int(
        await conn.fetchval(
            "SELECT count(DISTINCT person_id) FROM sighting WHERE seen_at BETWEEN $1 AND $2"
            " AND withdrawn_at IS NULL",
            begins,
            ends,
        )
    )


def _presences(rows: Sequence[asyncpg.Record]) -> list[Presence]:
    return [_presence(row) for row in rows]


def _presence(row: asyncpg.Record) -> Presence:
    return Presence(
        person_id=row["person_id"],
        place_id=row["place_id"],
        branch=Branch(row["branch"]),
        begins_at=row["begins_at"],
        ends_at=row["ends_at"],
        source=(row["source_kind"], row["source_id"]),
        confidence=row["confidence"],
        verified=VerificationState(row["verified"]),
    )
