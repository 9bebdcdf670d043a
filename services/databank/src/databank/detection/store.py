"""Who was seen working in which branch, by the time at which it happened."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from contracts.codes import Branch
from databank.detection.branch_shifts.rules import Sighting
from databank.tables import MOMENT, Table, columns, fetch


class SightingRow(Table, table=True):
    """``source_kind`` is ``shift`` (announced), ``inspection`` or ``verification`` (on the spot).

    ``seen_at`` is event time. A withdrawn sighting stays, and no longer counts. Each claim of a
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


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting to be written."""

    id: UUID
    person_id: UUID
    claim_id: UUID
    branch: Branch
    seen_at: datetime
    source_kind: str
    source_id: UUID
    confidence: float
    recorded_at: datetime
    withdrawn_at: datetime | None = None


async def put(conn: asyncpg.Connection, sightings: Sequence[Seen]) -> None:
    """Write sightings; one of the same source and claim moves, or is withdrawn."""
    rows = [
        (
            seen.id,
            seen.person_id,
            seen.claim_id,
            seen.branch.value,
            seen.seen_at,
            seen.source_kind,
            seen.source_id,
            seen.confidence,
            seen.recorded_at,
            seen.withdrawn_at,
        )
        for seen in sightings
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


async def between(
    conn: asyncpg.Connection, stretches: Sequence[tuple[UUID, datetime, datetime]]
) -> dict[UUID, list[Sighting]]:
    """What stands of the timelines of persons, each from one moment to another, both included."""
    rows = await conn.fetch(
        """
        SELECT sighting.person_id, id, branch, seen_at, confidence
          FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS t (person, begins, ends)
          JOIN sighting ON person_id = person AND seen_at BETWEEN begins AND ends
         WHERE withdrawn_at IS NULL
        """,
        *columns(stretches, 3),
    )
    found: dict[UUID, list[Sighting]] = {person_id: [] for person_id, _, _ in stretches}
    for row in rows:
        sighting = Sighting(row["id"], Branch(row["branch"]), row["seen_at"], row["confidence"])
        found[row["person_id"]].append(sighting)
    return found


async def of_person(
    conn: asyncpg.Connection, person_id: UUID, offset: int, limit: int
) -> list[asyncpg.Record]:
    """The newest first, withdrawn ones too; a source that named the person twice, once."""
    return await fetch(
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


async def by_ids(conn: asyncpg.Connection, ids: Sequence[UUID]) -> dict[UUID, asyncpg.Record]:
    rows = await conn.fetch("SELECT * FROM sighting WHERE id = ANY($1::uuid[])", list(ids))
    return {row["id"]: row for row in rows}


async def everybody(
    conn: asyncpg.Connection, begins: datetime, ends: datetime, size: int
) -> AsyncIterator[tuple[UUID, list[Sighting]]]:
    """Person by person, what stands from one moment up to another, the end left out.

    With a cursor of the server, ``size`` rows at a time; inside a transaction only.
    """
    query = """
        SELECT person_id, id, branch, seen_at, confidence FROM sighting
         WHERE seen_at >= $1 AND seen_at < $2 AND withdrawn_at IS NULL ORDER BY person_id
        """
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
