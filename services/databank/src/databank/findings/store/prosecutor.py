"""Words between the city, the police and the prosecutor about a finding. Rows are only added."""

from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all
from chassis.tables import CODE, MOMENT, one_of
from databank.findings.rules.prosecutor import ProsecutorWord, Statement
from databank.tables import Table


class ProsecutorWordRow(Table, table=True):
    """``source``: the office and the reference of the magistrate, never a name."""

    __tablename__ = "prosecutor_word"
    __table_args__ = (one_of("word", ProsecutorWord),)
    finding_id: UUID = Field(primary_key=True, foreign_key="finding.id")
    word: ProsecutorWord = Field(primary_key=True, sa_type=CODE)
    at: datetime = Field(sa_type=MOMENT)
    source: str | None = None
    noted_by: str


async def add(conn: asyncpg.Connection, finding_id: UUID, said: Statement) -> None:
    """Once each; what is asked about a finding that is not known here says nothing."""
    await conn.execute(
        """
        INSERT INTO prosecutor_word (finding_id, word, at, source, noted_by)
        SELECT id, $2, $3, $4, $5 FROM finding WHERE id = $1 ON CONFLICT DO NOTHING
        """,
        finding_id,
        said.word,
        said.at,
        said.source,
        said.noted_by,
    )


async def of_finding(conn: asyncpg.Connection, finding_id: UUID) -> list[Statement]:
    return await fetch_all(
        conn,
        Statement,
        "SELECT word, at, source, noted_by FROM prosecutor_word"
        " WHERE finding_id = $1 ORDER BY at, word",
        finding_id,
    )
