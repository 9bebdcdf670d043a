"""Tables of the yearly inventory: its lines, and the day on which it was published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from databank.police_plan.rules.inventory import SourceKind
from databank.tables import Table


class InventoryLineRow(Table, table=True):
    """``places`` are those known of a branch by one kind of source."""

    __tablename__ = "inventory_line"
    __table_args__ = (one_of("source", SourceKind),)
    year: int = Field(primary_key=True)
    branch: Branch = Field(primary_key=True, sa_type=CODE)
    source: SourceKind = Field(primary_key=True, sa_type=CODE)
    places: int
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str


class InventoryRow(Table, table=True):
    __tablename__ = "inventory"
    year: int = Field(primary_key=True)
    id: UUID
    published_at: datetime = Field(sa_type=MOMENT)
    published_by: str


@dataclass(frozen=True, slots=True)
class InventoryLine:
    branch: Branch
    source: SourceKind
    places: int


@dataclass(frozen=True, slots=True)
class Publication:
    year: int
    id: UUID
    published_at: datetime


async def lines(conn: asyncpg.Connection, year: int) -> Sequence[InventoryLine]:
    return await fetch_all(
        conn,
        InventoryLine,
        "SELECT * FROM inventory_line WHERE year = $1 ORDER BY branch, source",
        year,
    )


async def publication(conn: asyncpg.Connection, year: int) -> Publication | None:
    return await fetch_one(conn, Publication, "SELECT * FROM inventory WHERE year = $1", year)
