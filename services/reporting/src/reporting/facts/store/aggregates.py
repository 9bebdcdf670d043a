"""The cells that care organisations published. A later revision hides the earlier ones."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import Column, DateTime, Index, Integer, SmallInteger, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from chassis.db import Transaction
from contracts.registry import AggregatePublished
from reporting.indicators.rules.care_figures import Care, CareCell, Delivered
from reporting.tables import Table

YEAR = 0
"""The value of ``half`` for a whole year."""


class CareAggregate(Table, table=True):
    __tablename__ = "care_aggregate"
    __table_args__ = (Index("care_aggregate_period", "year", "half", "organisation", "revision"),)

    aggregate_id: UUID = Field(primary_key=True)
    organisation: str = Field(sa_column=Column(Text, nullable=False))
    year: int = Field(sa_column=Column(SmallInteger, nullable=False))
    half: int = Field(sa_column=Column(SmallInteger, nullable=False))
    revision: int = Field(sa_column=Column(Integer, nullable=False))
    threshold: int = Field(sa_column=Column(Integer, nullable=False))
    suppressed: int = Field(sa_column=Column(Integer, nullable=False))
    cells: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    published_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


async def add(tx: Transaction, event: AggregatePublished) -> None:
    cells = [cell.model_dump(mode="json") for cell in event.cells]
    await tx.conn.execute(
        "INSERT INTO care_aggregate (aggregate_id, organisation, year, half, revision, threshold,"
        " suppressed, cells, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9)"
        " ON CONFLICT (aggregate_id) DO NOTHING",
        event.aggregate_id,
        event.organisation,
        event.year,
        event.half or YEAR,
        event.revision,
        event.threshold,
        event.suppressed,
        orjson.dumps(cells).decode(),
        event.published_at,
    )


async def latest(conn: asyncpg.Connection, year: int, half: int | None) -> Care:
    """Each organisation's last revision for the year, or for half 1 or 2 of it."""
    rows = await conn.fetch(
        "SELECT DISTINCT ON (organisation) organisation, revision, threshold, suppressed,"
        "       cells::text"
        "  FROM care_aggregate WHERE year = $1 AND half = $2"
        " ORDER BY organisation, revision DESC, published_at DESC",
        year,
        half or YEAR,
    )
    return Care(
        Delivered(
            organisation=row["organisation"],
            revision=row["revision"],
            threshold=row["threshold"],
            suppressed=row["suppressed"],
            cells=tuple(CareCell(**cell) for cell in orjson.loads(row["cells"])),
        )
        for row in rows
    )
