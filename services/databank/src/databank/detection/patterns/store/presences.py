"""Presences of persons, read by the patterns from sightings with their hours and places."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from contracts.branches import Branch
from databank.detection.patterns.rules.presence import LONGEST, OBSERVED, SOURCES, Presence
from databank.sightings.rules.verification_state import VerificationState
from databank.tables import columns, fetch

_VERIFIED = {state.value: state for state in VerificationState}

_SOURCES = ", ".join(f"'{kind}'" for kind in sorted(SOURCES))

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
   AND source_kind IN ({sources})
   AND ({looked_at}::text[] IS NULL OR shift.verification = ANY({looked_at}::text[]))
"""
_OF_PERSONS = _PRESENCES.format(
    which="""unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (person, begins, ends)
  JOIN sighting ON sighting.person_id = person AND seen_at BETWEEN begins AND ends""",
    looked_at="$4",
    sources=_SOURCES,
)
_AT_PREMISES = _PRESENCES.format(
    which="""unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (place, begins, ends)
  JOIN shift AS declared
       ON declared.premises_id = place AND declared.starts_at BETWEEN begins AND ends
  JOIN sighting ON source_kind = 'shift' AND source_id = declared.shift_id""",
    looked_at="$4",
    sources=_SOURCES,
)
_ALL = (
    _PRESENCES.format(which="sighting", looked_at="$3", sources=_SOURCES)
    + " AND seen_at BETWEEN $1 AND $2 ORDER BY sighting.person_id"
)

_WHO_WAS_AT = """
SELECT place, person_id
  FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (place, begins, ends)
  JOIN shift ON premises_id = place AND starts_at BETWEEN begins AND ends
  JOIN sighting ON source_kind = 'shift' AND source_id = shift_id AND withdrawn_at IS NULL
 UNION
SELECT place, sighting.person_id
  FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (place, begins, ends)
  JOIN verification ON premises_id = place AND observed_at BETWEEN begins AND ends
       AND verification.withdrawn_at IS NULL
  JOIN sighting ON source_kind = 'verification' AND source_id = verification.id
       AND sighting.withdrawn_at IS NULL
"""


async def of_persons(
    conn: asyncpg.Connection,
    stretches: Iterable[tuple[UUID, datetime, datetime]],
    *,
    looked_at: bool = False,
) -> list[Presence]:
    """Presences in a person's stretch of time; or only shifts that were looked at."""
    wanted = [(person_id, begins - LONGEST, ends) for person_id, begins, ends in stretches]
    return _presences(await fetch(conn, _OF_PERSONS, *columns(wanted, 3), _states(looked_at)))


async def at_premises(
    conn: asyncpg.Connection,
    stretches: Iterable[tuple[UUID, datetime, datetime]],
    *,
    looked_at: bool = False,
) -> list[Presence]:
    """Declared shifts that start in premises in a stretch of time; or only those looked at."""
    return _presences(await fetch(conn, _AT_PREMISES, *columns(stretches, 3), _states(looked_at)))


async def who_was_at(
    conn: asyncpg.Connection, stretches: Iterable[tuple[UUID, datetime, datetime]]
) -> dict[UUID, set[UUID]]:
    """Persons by the premises where they were, in a stretch of time of each."""
    persons: dict[UUID, set[UUID]] = {}
    for place_id, person_id in await fetch(conn, _WHO_WAS_AT, *columns(stretches, 3)):
        persons.setdefault(place_id, set()).add(person_id)
    return persons


async def everybody(
    conn: asyncpg.Connection, begins: datetime, ends: datetime, size: int, *, looked_at: bool
) -> AsyncIterator[list[Presence]]:
    """Person by person, all that began from one moment to another.

    It reads with a cursor of the server, ``size`` rows at a time, so a long history needs neither
    much memory nor one long query. Inside a transaction only.
    """
    of_person: list[Presence] = []
    async for row in conn.cursor(_ALL, begins, ends, _states(looked_at), prefetch=size):
        presence = _presence(row)
        if of_person and of_person[0].person_id != presence.person_id:
            yield of_person
            of_person = []
        of_person.append(presence)
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


def _states(looked_at: bool) -> list[str] | None:
    return [state.value for state in OBSERVED] if looked_at else None


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
        verified=_VERIFIED[row["verified"]],
    )
