"""Findings whose offender may be somebody protected or not: nobody can tell, until people say."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_one
from chassis.tables import CODE, MOMENT, one_of
from databank.tables import Table
from databank.welfare.rules.offender_name import Doubt


class ProtectiveDoubtRow(Table, table=True):
    """``ended_at``: when somebody of the leadership had consulted, and found nobody protected."""

    __tablename__ = "protective_doubt"
    __table_args__ = (
        Index("protective_doubt_open", "finding_id", postgresql_where="ended_at IS NULL"),
        one_of("doubt", Doubt),
    )
    finding_id: UUID = Field(primary_key=True, foreign_key="finding.id")
    doubt: Doubt = Field(sa_type=CODE)
    since: datetime = Field(sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class ProtectiveDoubt:
    """The doubt about a finding, with the word that ended it."""

    doubt: Doubt
    since: datetime
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


OPEN = """
SELECT finding_id, since FROM protective_doubt JOIN finding ON finding.id = finding_id
 WHERE ended_at IS NULL AND (on_hold OR (on_hold IS NULL AND state IN (
       'genoteerd', 'vaststelling', 'in_opmaak', 'opgemaakt')))
"""
"""Findings that wait for consultation: they may still go to the city, or the city waits."""


async def add(
    conn: asyncpg.Connection, finding_id: UUID, doubt: Doubt, at: datetime, *, again: bool
) -> bool:
    """Whether it is new. What people said of an earlier one stands, unless ``again``: there is
    something that they could not know then."""
    added = await conn.fetchval(
        """
        INSERT INTO protective_doubt (finding_id, doubt, since) VALUES ($1, $2, $3)
        ON CONFLICT (finding_id) DO UPDATE
           SET doubt = EXCLUDED.doubt, since = EXCLUDED.since, ended_at = NULL, ended_by = NULL
         WHERE $4 AND protective_doubt.ended_at IS NOT NULL
        RETURNING true
        """,
        finding_id,
        doubt,
        at,
        again,
    )
    return bool(added)


async def of_finding(conn: asyncpg.Connection, finding_id: UUID) -> ProtectiveDoubt | None:
    return await fetch_one(
        conn, ProtectiveDoubt, "SELECT * FROM protective_doubt WHERE finding_id = $1", finding_id
    )


async def is_open(conn: asyncpg.Connection, finding_id: UUID) -> bool:
    known = await of_finding(conn, finding_id)
    return known is not None and known.is_open


async def count_open(conn: asyncpg.Connection) -> int:
    number: int = await conn.fetchval(f"SELECT count(*) FROM ({OPEN}) AS waiting")  # noqa: S608
    return number


async def end(conn: asyncpg.Connection, finding_id: UUID, at: datetime, by: str) -> bool:
    """Whether there was one to end."""
    ended = await conn.fetchval(
        """
        UPDATE protective_doubt SET ended_at = $2, ended_by = $3
         WHERE finding_id = $1 AND ended_at IS NULL RETURNING true
        """,
        finding_id,
        at,
        by,
    )
    return bool(ended)
