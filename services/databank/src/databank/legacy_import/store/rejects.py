"""Table of the rows that import runs refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.json_documents import json_text
from chassis.rows import fetch_all
from chassis.tables import CODE, DOCUMENT, MOMENT, one_of
from databank.legacy_import.rules.rows import Source
from databank.legacy_import.rules.run import Closure
from databank.tables import Row, Table, columns


class LegacyReject(Table, table=True):
    """A row that was refused: every reason, and its fields (never free text) until it is closed."""

    __tablename__ = "legacy_reject"
    __table_args__ = (one_of("closed_as", Closure),)
    id: UUID = Field(primary_key=True)
    run_id: UUID = Field(foreign_key="legacy_run.id", index=True)
    source: Source = Field(sa_type=CODE)
    row_id: str
    place: str
    reasons: list[Row] = Field(sa_type=DOCUMENT)
    has_text: bool
    cells: Row = Field(sa_type=DOCUMENT)
    rejected_at: datetime = Field(sa_type=MOMENT)
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    closed_as: Closure | None = Field(default=None, sa_type=CODE)


@dataclass(frozen=True, slots=True, repr=False)
class RejectRow:
    """A refused row that waits for a correction; prints nothing."""

    id: UUID
    source: Source
    place: str
    reasons: list[Row]
    has_text: bool
    cells: Row


async def add(
    conn: asyncpg.Connection,
    run_id: UUID,
    source: Source,
    rows: Iterable[tuple[UUID, str, str, list[Row], bool, dict[str, str]]],
    at: datetime,
) -> None:
    """Insert (id, row, place, reasons, has text, cells); one refused before stays as it was."""
    flat = [(*row[:3], json_text(row[3]), row[4], json_text(row[5])) for row in rows]
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
    """The refusals, of these, that a later row corrected, or that somebody gave up."""
    rows = await conn.fetch(
        "SELECT id FROM legacy_reject WHERE id = ANY($1::uuid[]) AND closed_at IS NOT NULL",
        list(ids),
    )
    return {row["id"] for row in rows}


async def correct(
    conn: asyncpg.Connection,
    source: Source,
    row_ids: Sequence[str],
    refusals: Sequence[UUID],
    at: datetime,
) -> None:
    """Close refusals of rows that came in after all: their fields are not kept a moment longer."""
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
    """Close refusals that nobody will correct: places and reasons stay, the fields go."""
    rows = await conn.fetch(
        """
        UPDATE legacy_reject SET closed_at = $2, closed_as = 'opgegeven', cells = '{}'
         WHERE run_id = $1 AND closed_at IS NULL RETURNING id
        """,
        run_id,
        at,
    )
    return len(rows)


async def waiting(conn: asyncpg.Connection, run_id: UUID) -> list[RejectRow]:
    """The refused rows of a run that wait for a correction, in the order of the file."""
    return await fetch_all(
        conn,
        RejectRow,
        """
        SELECT * FROM legacy_reject WHERE run_id = $1 AND closed_at IS NULL
         ORDER BY rejected_at, substring(place FROM '[0-9]+')::int, id
        """,
        run_id,
    )
