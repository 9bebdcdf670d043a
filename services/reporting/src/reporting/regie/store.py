"""Versions of regie records: only ever added, so that the history is complete."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Column, Date, DateTime, Index, Integer, Text
from sqlmodel import Field

from chassis.db import Transaction
from reporting.regie.rules import RegieEntry, RegieKind, Register, Versioned
from reporting.tables import Table


class RegieRecord(Table, table=True):
    """One version. ``recorded_by`` is the function of who wrote it, ``actor`` a pseudonym."""

    __tablename__ = "regie_record"
    __table_args__ = (Index("regie_record_kind", "kind", "day"),)

    record_id: UUID = Field(primary_key=True)
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    type: str = Field(sa_column=Column(Text, nullable=False))
    day: date = Field(sa_column=Column(Date, nullable=False))
    subject: str = Field(sa_column=Column(Text, nullable=False))
    partners: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    status: str = Field(sa_column=Column(Text, nullable=False))
    signed_on: date | None = Field(default=None, sa_column=Column(Date))
    until: date | None = Field(default=None, sa_column=Column(Date))
    withdrawn: bool
    reason: str | None = Field(default=None, sa_column=Column(Text))
    recorded_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    recorded_by: str = Field(sa_column=Column(Text, nullable=False))
    actor: str = Field(sa_column=Column(Text, nullable=False))


ADD = """
INSERT INTO regie_record (record_id, version, kind, type, day, subject, partners, status,
                          signed_on, until, withdrawn, reason, recorded_at, recorded_by, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
"""

LATEST = "SELECT DISTINCT ON (record_id) * FROM regie_record ORDER BY record_id, version DESC"

PAGE = f"""
SELECT * FROM ({LATEST}) r
 WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR type = $2)
   AND ($3::date IS NULL OR day >= $3) AND ($4::date IS NULL OR day <= $4)
 ORDER BY day DESC, record_id LIMIT $5 OFFSET $6
"""  # noqa: S608  # both are constants of this module


async def add(tx: Transaction, versioned: Versioned, actor: str) -> None:
    entry = versioned.entry
    await tx.conn.execute(
        ADD,
        versioned.record_id,
        versioned.version,
        entry.kind,
        entry.type,
        entry.day,
        entry.subject,
        list(entry.partners),
        entry.status,
        entry.signed_on,
        entry.until,
        entry.withdrawn,
        versioned.reason,
        versioned.at,
        versioned.by,
        actor,
    )


async def history(
    conn: asyncpg.Connection, record_id: UUID, *, lock: bool = False
) -> list[Versioned]:
    """All versions, oldest first. With ``lock`` nobody else corrects it in this transaction."""
    if lock:
        await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", str(record_id))
    rows = await conn.fetch(
        "SELECT * FROM regie_record WHERE record_id = $1 ORDER BY version", record_id
    )
    return [_versioned(row) for row in rows]


async def page(
    conn: asyncpg.Connection,
    *,
    kind: RegieKind | None,
    type_code: str | None,
    first: date | None,
    last: date | None,
    limit: int,
    offset: int,
) -> list[Versioned]:
    """Last versions, newest day first; withdrawn ones too."""
    rows: Sequence[asyncpg.Record] = await conn.fetch(
        PAGE, kind, type_code, first, last, limit, offset
    )
    return [_versioned(row) for row in rows]


async def register(conn: asyncpg.Connection) -> Register:
    """Everything that counts; a city has some hundreds of records a year."""
    return Register(_versioned(row).entry for row in await conn.fetch(LATEST))


def _versioned(row: asyncpg.Record) -> Versioned:
    return Versioned(
        record_id=row["record_id"],
        version=row["version"],
        entry=RegieEntry(
            kind=RegieKind(row["kind"]),
            type=row["type"],
            day=row["day"],
            subject=row["subject"],
            partners=tuple(row["partners"]),
            status=row["status"],
            signed_on=row["signed_on"],
            until=row["until"],
            withdrawn=row["withdrawn"],
        ),
        reason=row["reason"],
        by=row["recorded_by"],
        at=row["recorded_at"],
    )
