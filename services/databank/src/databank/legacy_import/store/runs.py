"""Import runs of the older databases, and the rows that they refused."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import Index
from sqlmodel import Field

from databank.tables import DOCUMENT, MOMENT, Row, Table, columns, fetch

RETENTION_DAYS = "databank.legacy_retention_days"
JUDICIAL_RETENTION_DAYS = "databank.legacy_judicial_retention_days"


class LegacyRun(Table, table=True):
    """One import of one file. ``position`` rows are done; ``counts`` are rows by outcome and facts
    by what became of them. ``state`` is ``rijen``, ``waarnemingen``, then ``klaar``.

    The name of the file is not kept: it may hold the name of a person.
    """

    __tablename__ = "legacy_run"
    __table_args__ = (
        Index(
            "legacy_run_open",
            "source",
            "file_digest",
            unique=True,
            postgresql_where="finished_at IS NULL",
        ),
    )
    id: UUID = Field(primary_key=True)
    source: str
    file_digest: bytes
    actor: str
    reason: str
    started_at: datetime = Field(sa_type=MOMENT)
    finished_at: datetime | None = Field(default=None, sa_type=MOMENT)
    state: str
    position: int
    counts: Row = Field(sa_type=DOCUMENT)


class LegacyReject(Table, table=True):
    """A row that was refused: every reason, and its fields (never free text) until it is closed.

    ``closed_as`` is ``verbeterd`` (it came in after all) or ``opgegeven`` by a person.
    """

    __tablename__ = "legacy_reject"
    id: UUID = Field(primary_key=True)
    run_id: UUID = Field(foreign_key="legacy_run.id", index=True)
    source: str
    row_id: str
    place: str
    reasons: list[Row] = Field(sa_type=DOCUMENT)
    has_text: bool
    cells: Row = Field(sa_type=DOCUMENT)
    rejected_at: datetime = Field(sa_type=MOMENT)
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    closed_as: str | None = None


async def open_run(
    conn: asyncpg.Connection, source: str, file_digest: bytes
) -> asyncpg.Record | None:
    """The import of this file that was begun and not finished."""
    return await conn.fetchrow(
        "SELECT * FROM legacy_run WHERE source = $1 AND file_digest = $2 AND finished_at IS NULL",
        source,
        file_digest,
    )


async def unfinished(conn: asyncpg.Connection, source: str) -> list[asyncpg.Record]:
    return await fetch(
        conn, "SELECT * FROM legacy_run WHERE source = $1 AND finished_at IS NULL", source
    )


async def take_over(conn: asyncpg.Connection, source: str, run_id: UUID, at: datetime) -> int:
    """Give up the other unfinished imports of a source; this one does what they left to do.

    Gives the number of facts that wait and were not told yet.
    """
    rows = await conn.fetch(
        """
        WITH given_up AS (
            UPDATE legacy_run SET state = 'gestaakt', finished_at = $3
             WHERE source = $1 AND id <> $2 AND finished_at IS NULL RETURNING id)
        UPDATE legacy_fact SET run_id = $2 FROM given_up
         WHERE run_id = given_up.id AND state IN ('te_verwerken', 'in_te_trekken')
        RETURNING state
        """,
        source,
        run_id,
        at,
    )
    return sum(row["state"] == "te_verwerken" for row in rows)


async def begin(
    conn: asyncpg.Connection,
    run_id: UUID,
    source: str,
    file_digest: bytes,
    by: tuple[str, str],
    at: datetime,
) -> None:
    """``by`` are actor and reason. When somebody else began with this file, that run stands."""
    await conn.execute(
        """
        INSERT INTO legacy_run (id, source, file_digest, actor, reason, started_at, state, position,
                                counts)
        VALUES ($1, $2, $3, $4, $5, $6, 'rijen', 0, '{}')
        ON CONFLICT (source, file_digest) WHERE finished_at IS NULL DO NOTHING
        """,
        run_id,
        source,
        file_digest,
        *by,
        at,
    )


async def hold(conn: asyncpg.Connection, run_id: UUID) -> tuple[str, int]:
    """State and position, which nobody else moves on until the end of the transaction."""
    row = await conn.fetchrow(
        "SELECT state, position FROM legacy_run WHERE id = $1 FOR UPDATE", run_id
    )
    return (row["state"], row["position"])


async def advance(
    conn: asyncpg.Connection,
    run_id: UUID,
    now: tuple[str, int],
    counts: Row,
    finished_at: datetime | None = None,
) -> None:
    """To this state and position."""
    await conn.execute(
        """
        UPDATE legacy_run SET state = $2, position = $3, counts = $4::jsonb, finished_at = $5
         WHERE id = $1
        """,
        run_id,
        *now,
        orjson.dumps(counts).decode(),
        finished_at,
    )


async def runs(conn: asyncpg.Connection, offset: int, limit: int) -> list[asyncpg.Record]:
    """The newest first."""
    return await fetch(
        conn,
        """
        SELECT legacy_run.*, (SELECT count(*) FROM legacy_reject
                               WHERE run_id = legacy_run.id AND closed_at IS NULL) AS to_correct
          FROM legacy_run ORDER BY started_at DESC, id OFFSET $1 LIMIT $2
        """,
        offset,
        limit,
    )


async def refuse(
    conn: asyncpg.Connection,
    run_id: UUID,
    source: str,
    rows: Iterable[tuple[UUID, str, str, list[Row], bool, dict[str, str]]],
    at: datetime,
) -> None:
    """(id, row, place, reasons, has text, cells) of each; one refused before stays as it was."""
    flat = [
        (*row[:3], orjson.dumps(row[3]).decode(), row[4], orjson.dumps(row[5]).decode())
        for row in rows
    ]
    await conn.execute(
        """
        INSERT INTO legacy_reject (id, run_id, source, row_id, place, reasons, has_text, cells,
                                   rejected_at)
        SELECT id, $7, $8, row_id, place, reasons::jsonb, has_text, cells::jsonb, $9
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[])
            AS t (id, row_id, place, reasons, has_text, cells)
        ON CONFLICT (id) DO NOTHING
        """,
        *columns(flat, 6),
        run_id,
        source,
        at,
    )


async def closed(conn: asyncpg.Connection, ids: Iterable[UUID]) -> set[UUID]:
    """Of these refusals, the ones that a later row corrected, or that somebody gave up."""
    rows = await conn.fetch(
        "SELECT id FROM legacy_reject WHERE id = ANY($1::uuid[]) AND closed_at IS NOT NULL",
        list(ids),
    )
    return {row["id"] for row in rows}


async def correct(
    conn: asyncpg.Connection,
    source: str,
    row_ids: Sequence[str],
    refusals: Sequence[UUID],
    at: datetime,
) -> None:
    """Refusals of rows that came in after all: their fields are not kept a moment longer."""
    await conn.execute(
        """
        UPDATE legacy_reject SET closed_at = $4, closed_as = 'verbeterd', cells = '{}'
         WHERE source = $1 AND closed_at IS NULL
           AND (id = ANY($3::uuid[]) OR (row_id <> '' AND row_id = ANY($2::text[])))
        """,
        source,
        list(row_ids),
        list(refusals),
        at,
    )


async def give_up(conn: asyncpg.Connection, run_id: UUID, at: datetime) -> int:
    """Nobody will correct what a run refused: places and reasons stay, the fields go."""
    rows = await conn.fetch(
        """
        UPDATE legacy_reject SET closed_at = $2, closed_as = 'opgegeven', cells = '{}'
         WHERE run_id = $1 AND closed_at IS NULL RETURNING id
        """,
        run_id,
        at,
    )
    return len(rows)


async def refused(conn: asyncpg.Connection, run_id: UUID) -> list[asyncpg.Record]:
    """What of a run still waits for a correction, in the order of the file."""
    return await fetch(
        conn,
        """
        SELECT * FROM legacy_reject WHERE run_id = $1 AND closed_at IS NULL
         ORDER BY rejected_at, substring(place FROM '[0-9]+')::int, id
        """,
        run_id,
    )


async def standing(conn: asyncpg.Connection) -> list[asyncpg.Record]:
    """Per source: rows, persons and facts that came in, and refusals that wait."""
    return await fetch(
        conn,
        """
        SELECT source, count(*) FILTER (WHERE superseded_at IS NULL) AS rows,
               count(DISTINCT person_id) AS persons,
               (SELECT count(*) FROM legacy_fact JOIN legacy_row AS r ON r.id = legacy_fact.row_id
                 WHERE r.source = legacy_row.source AND state = 'waargenomen') AS sightings,
               (SELECT count(*) FROM legacy_reject
                 WHERE legacy_reject.source = legacy_row.source AND closed_at IS NULL)
                 AS to_correct
          FROM legacy_row
          LEFT JOIN membership ON membership.claim_id = legacy_row.claim_id AND until_at IS NULL
         GROUP BY source ORDER BY source
        """,
    )


async def across(conn: asyncpg.Connection) -> list[tuple[int, int]]:
    """(number of sources, persons known from so many of them)."""
    rows: list[Any] = await conn.fetch(
        """
        SELECT sources, count(*) AS persons FROM (
            SELECT person_id, count(DISTINCT source) AS sources
              FROM legacy_row JOIN membership ON membership.claim_id = legacy_row.claim_id
               AND until_at IS NULL GROUP BY person_id) AS t
         GROUP BY sources ORDER BY sources
        """
    )
    return [(row["sources"], row["persons"]) for row in rows]
