"""Table of the counts that left: each subject and period once."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from chassis.json_documents import json_text
from chassis.rows import fetch_all
from chassis.tables import CODE, DOCUMENT, MOMENT, one_of
from databank.arrests.rules.counts import CountedSubject, Counts
from databank.tables import Table


class CountReleaseRow(Table, table=True):
    """``counts`` as they left; ``first_day`` and ``half`` (0 for a year) say of which period."""

    __tablename__ = "count_release"
    __table_args__ = (
        UniqueConstraint("about", "first_day", "half", name="count_release_once"),
        one_of("about", CountedSubject),
    )
    id: UUID = Field(primary_key=True)
    about: CountedSubject = Field(sa_type=CODE)
    first_day: date
    half: int
    counts: dict[str, object] = Field(sa_type=DOCUMENT)
    released_at: datetime = Field(sa_type=MOMENT)
    released_by: str


@dataclass(frozen=True, slots=True)
class Release:
    id: UUID
    about: CountedSubject
    first_day: date
    half: int
    released_at: datetime


async def add(conn: asyncpg.Connection, release: Release, counts: Counts, by: str) -> bool:
    """False when that period of that subject had left already."""
    kept = json_text({"total": counts.total, **counts.by})
    added = await conn.fetchval(
        """
        INSERT INTO count_release (id, about, first_day, half, counts, released_at, released_by)
        VALUES ($1, $2, $3, $4, $5::text::jsonb, $6, $7)
        ON CONFLICT ON CONSTRAINT count_release_once DO NOTHING RETURNING id
        """,
        release.id,
        release.about,
        release.first_day,
        release.half,
        kept,
        release.released_at,
        by,
    )
    return added is not None


async def since(conn: asyncpg.Connection, first: date) -> list[Release]:
    """Releases of periods that began on a day or later."""
    return await fetch_all(
        conn,
        Release,
        "SELECT * FROM count_release WHERE first_day >= $1 ORDER BY first_day DESC, about",
        first,
    )


async def exists(
    conn: asyncpg.Connection, about: CountedSubject, first_day: date, half: int
) -> bool:
    return bool(
        await conn.fetchval(
            "SELECT true FROM count_release WHERE about = $1 AND first_day = $2 AND half = $3",
            about,
            first_day,
            half,
        )
    )
