"""Sightings: persons at work in a branch, by the time at which it happened."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from chassis.tables import MOMENT
from contracts.branches import Branch
from databank.sightings.rules.basis import Basis
from databank.sightings.rules.sighting import RecordedSighting, Sighting
from databank.sightings.store.presence import BASIS, OF_SHIFT, STANDS
from databank.tables import Table, columns, fetch


class SightingRow(Table, table=True):
    """``source_kind`` is ``shift`` (declared), ``inspection`` or ``verification`` (on the spot).

    ``seen_at`` is event time. A withdrawn sighting stays, and no longer counts; one of a shift
    counts no more either when officers found it empty (``store.presence``). Each claim of a
    source has its own, also where one person is behind two of them: people may part those again.
    """

    __tablename__ = "sighting"
    __table_args__ = (
        UniqueConstraint("source_kind", "source_id", "claim_id"),
        Index("sighting_timeline", "person_id", "seen_at"),
    )
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    claim_id: UUID = Field(foreign_key="claim.id", index=True)
    branch: str
    seen_at: datetime = Field(sa_type=MOMENT)
    source_kind: str
    source_id: UUID
    confidence: float
    recorded_at: datetime = Field(sa_type=MOMENT)
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)


async def put(conn: asyncpg.Connection, sightings: Sequence[RecordedSighting]) -> None:
    """Write sightings; one of the same source and claim moves, or is withdrawn."""
    rows = [
        (
            sighting.id,
            sighting.person_id,
            sighting.claim_id,
            sighting.branch.value,
            sighting.seen_at,
            sighting.source_kind,
            sighting.source_id,
            sighting.confidence,
            sighting.recorded_at,
            sighting.withdrawn_at,
        )
        for sighting in sightings
    ]
    await conn.execute(
        """
        INSERT INTO sighting (id, person_id, claim_id, branch, seen_at, source_kind, source_id,
                              confidence, recorded_at, withdrawn_at)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[],
               $6::text[], $7::uuid[], $8::float8[], $9::timestamptz[], $10::timestamptz[])
        ON CONFLICT (source_kind, source_id, claim_id)
        DO UPDATE SET seen_at = EXCLUDED.seen_at, withdrawn_at = EXCLUDED.withdrawn_at
        """,
        *columns(rows, 10),
    )


_BETWEEN = f"""
SELECT sighting.person_id, sighting.id, branch, seen_at, confidence, {BASIS.format(now="t.now")}
       AS basis
  FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[])
    AS t (person, begins, ends, now)
  JOIN sighting ON person_id = person AND seen_at BETWEEN begins AND ends
  {OF_SHIFT}
 WHERE {STANDS}
"""  # noqa: S608 - no values


_COUNTING = f"""
SELECT sighting.person_id, sighting.claim_id, sighting.id, branch, seen_at, confidence,
       {BASIS.format(now="$2::timestamptz")} AS basis
  FROM sighting {OF_SHIFT}
 WHERE sighting.person_id = ANY($1::uuid[]) AND {STANDS}
 ORDER BY seen_at, sighting.id
"""  # noqa: S608 - no values


async def between(
    conn: asyncpg.Connection, stretches: Sequence[tuple[UUID, datetime, datetime, datetime]]
) -> dict[UUID, list[Sighting]]:
    """Sightings of persons that count, each from one moment to another, both included.

    The last of each stretch is the moment at which their basis is told.
    """
    rows = await conn.fetch(_BETWEEN, *columns(stretches, 4))
    timelines: dict[UUID, list[Sighting]] = {person_id: [] for person_id, *_ in stretches}
    for row in rows:
        branch, basis = Branch(row["branch"]), Basis(row["basis"])
        sighting = Sighting(row["id"], branch, row["seen_at"], row["confidence"], basis)
        timelines[row["person_id"]].append(sighting)
    return timelines


async def counting(
    conn: asyncpg.Connection, person_ids: Sequence[UUID], now: datetime
) -> list[tuple[UUID, UUID, Sighting]]:
    """(person, claim, sighting) of all sightings of persons that count, their basis as of now."""
    rows = await conn.fetch(_COUNTING, list(person_ids), now)
    return [
        (
            row["person_id"],
            row["claim_id"],
            Sighting(
                row["id"],
                Branch(row["branch"]),
                row["seen_at"],
                row["confidence"],
                Basis(row["basis"]),
            ),
        )
        for row in rows
    ]


async def of_person(
    conn: asyncpg.Connection, person_id: UUID, offset: int, limit: int
) -> list[RecordedSighting]:
    """The newest first, withdrawn ones too; a source that named the person twice, once."""
    rows = await fetch(
        conn,
        """
        SELECT * FROM sighting WHERE person_id = $1 AND NOT EXISTS (
               SELECT FROM sighting AS twin WHERE twin.person_id = $1 AND twin.id < sighting.id
                  AND (twin.source_kind, twin.source_id, twin.seen_at)
                    = (sighting.source_kind, sighting.source_id, sighting.seen_at))
         ORDER BY seen_at DESC, id OFFSET $2 LIMIT $3
        """,
        person_id,
        offset,
        limit,
    )
    return [_recorded(row) for row in rows]


async def by_ids(conn: asyncpg.Connection, ids: Sequence[UUID]) -> dict[UUID, RecordedSighting]:
    """Sightings by id, withdrawn ones too."""
    rows = await conn.fetch("SELECT * FROM sighting WHERE id = ANY($1::uuid[])", list(ids))
    return {row["id"]: _recorded(row) for row in rows}


async def of_persons(
    conn: asyncpg.Connection, person_ids: Iterable[UUID], claim_ids: Iterable[UUID]
) -> list[RecordedSighting]:
    """The sightings of persons that stand on these claims, in order of time, withdrawn ones too."""
    rows = await fetch(
        conn,
        """
        SELECT * FROM sighting WHERE person_id = ANY($1::uuid[]) AND claim_id = ANY($2::uuid[])
         ORDER BY seen_at, id
        """,
        list(person_ids),
        list(claim_ids),
    )
    return [_recorded(row) for row in rows]


async def of_inspection(
    conn: asyncpg.Connection, inspection_id: UUID, claim_ids: Iterable[UUID]
) -> list[RecordedSighting]:
    """The sightings of these claims that an inspection made and that still count."""
    rows = await fetch(
        conn,
        """
        SELECT * FROM sighting
         WHERE source_kind = 'inspection' AND source_id = $1 AND claim_id = ANY($2::uuid[])
           AND withdrawn_at IS NULL
         ORDER BY person_id, id
        """,
        inspection_id,
        list(claim_ids),
    )
    return [_recorded(row) for row in rows]


async def of_sources(
    conn: asyncpg.Connection, source_kind: str, source_ids: Iterable[UUID]
) -> list[RecordedSighting]:
    """The sightings that sources of one kind made and that still count."""
    rows = await fetch(
        conn,
        """
        SELECT * FROM sighting
         WHERE source_kind = $1 AND source_id = ANY($2::uuid[]) AND withdrawn_at IS NULL
        """,
        source_kind,
        list(source_ids),
    )
    return [_recorded(row) for row in rows]


def _recorded(row: asyncpg.Record) -> RecordedSighting:
    return RecordedSighting(
        row["id"],
        row["person_id"],
        row["claim_id"],
        Branch(row["branch"]),
        row["seen_at"],
        row["source_kind"],
        row["source_id"],
        row["confidence"],
        row["recorded_at"],
        row["withdrawn_at"],
    )


async def everybody(
    conn: asyncpg.Connection, begins: datetime, ends: datetime, size: int
) -> AsyncIterator[tuple[UUID, list[Sighting]]]:
    """Read all timelines person by person, from one moment up to another, the end left out.

    With a cursor of the server, ``size`` rows at a time; inside a transaction only.
    """
    query = f"""
        SELECT person_id, id, branch, seen_at, confidence FROM sighting {OF_SHIFT}
         WHERE seen_at >= $1 AND seen_at < $2 AND {STANDS} ORDER BY person_id
        """  # noqa: S608 - no values
    person_id: UUID | None = None
    timeline: list[Sighting] = []
    async for row in conn.cursor(query, begins, ends, prefetch=size):
        if row["person_id"] != person_id:
            if person_id is not None:
                yield person_id, timeline
            person_id, timeline = row["person_id"], []
        timeline.append(
            Sighting(row["id"], Branch(row["branch"]), row["seen_at"], row["confidence"])
        )
    if person_id is not None:
        yield person_id, timeline


async def seen_since(
    conn: asyncpg.Connection, since: datetime, after: UUID, limit: int
) -> list[tuple[UUID, datetime]]:
    """The next persons by id after one who were seen from a moment on, with their last sighting."""
    rows = await conn.fetch(
        """
        SELECT person_id, max(seen_at) FROM sighting WHERE seen_at >= $1 AND person_id > $2
         GROUP BY person_id ORDER BY person_id LIMIT $3
        """,
        since,
        after,
        limit,
    )
    return [(row[0], row[1]) for row in rows]


async def links_behind(
    conn: asyncpg.Connection, sources: Sequence[tuple[str, UUID]], person_ids: Sequence[UUID]
) -> list[tuple[UUID, UUID]]:
    """(claim, person) of these persons' sightings from these sources."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT claim_id, person_id
          FROM unnest($1::text[], $2::uuid[]) AS t (kind, source)
          JOIN sighting ON source_kind = kind AND source_id = source
         WHERE person_id = ANY($3::uuid[])
         ORDER BY claim_id
        """,
        *columns(sources, 2),
        list(person_ids),
    )
    return [(row[0], row[1]) for row in rows]
