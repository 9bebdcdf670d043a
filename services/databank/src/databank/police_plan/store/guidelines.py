"""Tables of corps guidelines: every version as it was published, and who read it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all
from chassis.tables import MOMENT
from databank.tables import Table


class GuidelineVersionRow(Table, table=True):
    """Versions are added and never changed: ``guideline_id`` is of the first."""

    __tablename__ = "guideline_version"
    guideline_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    title: str
    text: str
    published_at: datetime = Field(sa_type=MOMENT)
    published_by: str


class GuidelineReadRow(Table, table=True):
    """Somebody said that they read a version."""

    __tablename__ = "guideline_read"
    guideline_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    read_at: datetime = Field(sa_type=MOMENT)


@dataclass(frozen=True, slots=True)
class Guideline:
    """A version, with how many said that they read it, and whether its reader is one of them."""

    guideline_id: UUID
    number: int
    title: str
    text: str
    published_at: datetime
    readers: int
    is_read: bool


VERSIONS = """
SELECT version.*, count(seen.subject) AS readers,
       coalesce(bool_or(seen.subject = $1), false) AS is_read
  FROM guideline_version AS version
  LEFT JOIN guideline_read AS seen USING (guideline_id, number)
"""


async def add_version(
    conn: asyncpg.Connection, guideline_id: UUID, title: str, text: str, at: datetime, by: str
) -> None:
    """The next version of a guideline, or its first."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtext($1))", f"guideline {guideline_id}")
    await conn.execute(
        """
        INSERT INTO guideline_version (guideline_id, number, title, text, published_at,
                                       published_by)
        SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5
          FROM guideline_version WHERE guideline_id = $1
        """,
        guideline_id,
        title,
        text,
        at,
        by,
    )


async def in_force(conn: asyncpg.Connection, reader: str) -> list[Guideline]:
    """The newest version of each guideline, by title."""
    return await fetch_all(
        conn,
        Guideline,
        f"""
        {VERSIONS} WHERE number = (SELECT max(number) FROM guideline_version AS other
                                    WHERE other.guideline_id = version.guideline_id)
         GROUP BY version.guideline_id, version.number ORDER BY title, version.guideline_id
        """,  # noqa: S608 - no values
        reader,
    )


async def versions(conn: asyncpg.Connection, reader: str, guideline_id: UUID) -> list[Guideline]:
    """Every version of one guideline, the newest first."""
    return await fetch_all(
        conn,
        Guideline,
        f"""
        {VERSIONS} WHERE version.guideline_id = $2
         GROUP BY version.guideline_id, version.number ORDER BY number DESC
        """,
        reader,
        guideline_id,
    )


async def readers(conn: asyncpg.Connection, guideline_id: UUID, number: int) -> list[str]:
    """Subjects who said that they read a version, in that order."""
    rows = await conn.fetch(
        "SELECT subject FROM guideline_read WHERE guideline_id = $1 AND number = $2"
        " ORDER BY read_at, subject",
        guideline_id,
        number,
    )
    return [row["subject"] for row in rows]


async def note_read(
    conn: asyncpg.Connection, guideline_id: UUID, number: int, subject: str, at: datetime
) -> None:
    await conn.execute(
        """
        INSERT INTO guideline_read (guideline_id, number, subject, read_at)
        SELECT guideline_id, number, $3, $4 FROM guideline_version
         WHERE guideline_id = $1 AND number = $2
        ON CONFLICT DO NOTHING
        """,
        guideline_id,
        number,
        subject,
        at,
    )
