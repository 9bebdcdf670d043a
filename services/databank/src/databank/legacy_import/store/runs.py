"""Table of the import runs of older databases, and figures of all of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.json_documents import json_text
from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, DOCUMENT, MOMENT, one_of
from databank.legacy_import.rules.facts import FactState
from databank.legacy_import.rules.rows import Source
from databank.legacy_import.rules.run import RunState
from databank.tables import Row, Table

RETENTION_DAYS = "databank.legacy_retention_days"
JUDICIAL_RETENTION_DAYS = "databank.legacy_judicial_retention_days"
"""Names of the terms, in days, within which older facts are kept."""


class LegacyRun(Table, table=True):
    """One import of one file.

    ``position`` rows are done; ``counts`` are rows and facts by their outcome. The name of the file
    is not kept: it may hold the name of a person.
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
        one_of("state", RunState),
    )
    id: UUID = Field(primary_key=True)
    source: Source = Field(sa_type=CODE)
    file_digest: bytes
    actor: str
    reason: str
    started_at: datetime = Field(sa_type=MOMENT)
    finished_at: datetime | None = Field(default=None, sa_type=MOMENT)
    state: RunState = Field(sa_type=CODE)
    position: int
    counts: Row = Field(sa_type=DOCUMENT)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A row of ``legacy_run``."""

    id: UUID
    source: Source
    file_digest: bytes
    actor: str
    reason: str
    started_at: datetime
    finished_at: datetime | None
    state: RunState
    position: int
    counts: Row


@dataclass(frozen=True, slots=True)
class RunSummary(RunRow):
    """A run, with how many refused rows wait for a correction."""

    to_correct: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The point that a run has reached."""

    state: RunState
    position: int


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """Rows, persons and sightings that came in from a source, and refusals that wait."""

    source: Source
    rows: int
    persons: int
    sightings: int
    to_correct: int


@dataclass(frozen=True, slots=True)
class SharedPersons:
    """Number of persons who are known from so many sources."""

    sources: int
    persons: int


async def open_run(conn: asyncpg.Connection, source: Source, file_digest: bytes) -> RunRow | None:
    """The import of this file that was begun and not finished."""
    return await fetch_one(
        conn,
        RunRow,
        "SELECT * FROM legacy_run WHERE source = $1 AND file_digest = $2 AND finished_at IS NULL",
        source,
        file_digest,
    )


async def has_unfinished(conn: asyncpg.Connection, source: Source) -> bool:
    """Whether an import of any file of a source was begun and not finished."""
    rows = await conn.fetch(
        "SELECT id FROM legacy_run WHERE source = $1 AND finished_at IS NULL", source
    )
    return bool(rows)


async def take_over(conn: asyncpg.Connection, source: Source, run_id: UUID, at: datetime) -> int:
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
    return sum(row["state"] == FactState.TE_VERWERKEN for row in rows)


async def begin(
    conn: asyncpg.Connection,
    run_id: UUID,
    source: Source,
    file_digest: bytes,
    by: tuple[str, str],
    at: datetime,
) -> None:
    """Insert a run; ``by`` are actor and reason. One that was begun with this file stands."""
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


async def get_for_update(conn: asyncpg.Connection, run_id: UUID) -> Progress:
    """The point reached, which nobody else moves on until the end of the transaction."""
    progress = await fetch_one(
        conn, Progress, "SELECT state, position FROM legacy_run WHERE id = $1 FOR UPDATE", run_id
    )
    assert progress is not None  # runs are never deleted
    return progress


async def advance(
    conn: asyncpg.Connection,
    run_id: UUID,
    progress: Progress,
    counts: Row,
    finished_at: datetime | None = None,
) -> None:
    """Move a run on to this point."""
    await conn.execute(
        """
        UPDATE legacy_run SET state = $2, position = $3, counts = $4::jsonb, finished_at = $5
         WHERE id = $1
        """,
        run_id,
        progress.state,
        progress.position,
        json_text(counts),
        finished_at,
    )


async def page_of(conn: asyncpg.Connection, offset: int, limit: int) -> list[RunSummary]:
    """All runs, the newest first."""
    return await fetch_all(
        conn,
        RunSummary,
        """
        SELECT legacy_run.*, (SELECT count(*) FROM legacy_reject
                               WHERE run_id = legacy_run.id AND closed_at IS NULL) AS to_correct
          FROM legacy_run ORDER BY started_at DESC, id OFFSET $1 LIMIT $2
        """,
        offset,
        limit,
    )


async def figures(conn: asyncpg.Connection) -> list[SourceFigures]:
    """Figures of every source."""
    return await fetch_all(
        conn,
        SourceFigures,
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


async def shared_persons(conn: asyncpg.Connection) -> list[SharedPersons]:
    """Persons by the number of sources that they are known from."""
    return await fetch_all(
        conn,
        SharedPersons,
        """
        SELECT sources, count(*) AS persons FROM (
            SELECT person_id, count(DISTINCT source) AS sources
              FROM legacy_row JOIN membership ON membership.claim_id = legacy_row.claim_id
               AND until_at IS NULL GROUP BY person_id) AS t
         GROUP BY sources ORDER BY sources
        """,
    )
