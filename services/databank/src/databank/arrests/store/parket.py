"""Tables of the agreements with the parket, and of the yearly counts under them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from databank.arrests.rules.measures import FactGroup
from databank.arrests.rules.parket import Agreement, ParketKind
from databank.tables import Table


class ParketAgreementRow(Table, table=True):
    __tablename__ = "parket_agreement"
    id: UUID = Field(primary_key=True)
    reference: str
    first_year: int
    last_year: int
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str


class ParketCountRow(Table, table=True):
    """A count of a year, under the agreement by which it was received."""

    __tablename__ = "parket_count"
    __table_args__ = (one_of("kind", ParketKind), one_of("ground", FactGroup))
    year: int = Field(primary_key=True)
    kind: ParketKind = Field(primary_key=True, sa_type=CODE)
    ground: FactGroup = Field(primary_key=True, sa_type=CODE)
    number: int
    agreement_id: UUID = Field(foreign_key="parket_agreement.id")
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str


@dataclass(frozen=True, slots=True)
class ParketCount:
    kind: ParketKind
    ground: FactGroup
    number: int


async def agreements(conn: asyncpg.Connection) -> list[Agreement]:
    return await fetch_all(
        conn, Agreement, "SELECT * FROM parket_agreement ORDER BY first_year DESC, reference"
    )


async def agreement_for(conn: asyncpg.Connection, year: int) -> Agreement | None:
    """The newest agreement that covers a year."""
    return await fetch_one(
        conn,
        Agreement,
        """
        SELECT * FROM parket_agreement WHERE $1 BETWEEN first_year AND last_year
         ORDER BY recorded_at DESC LIMIT 1
        """,
        year,
    )


async def replace(
    conn: asyncpg.Connection,
    year: int,
    agreement_id: UUID,
    counts: Sequence[ParketCount],
    at: datetime,
    by: str,
) -> None:
    """The set of a year as it came last."""
    await conn.execute("DELETE FROM parket_count WHERE year = $1", year)
    await conn.executemany(
        """
        INSERT INTO parket_count (year, kind, ground, number, agreement_id, recorded_at,
                                  recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        [(year, each.kind, each.ground, each.number, agreement_id, at, by) for each in counts],
    )


async def of_year(conn: asyncpg.Connection, year: int) -> list[ParketCount]:
    return await fetch_all(
        conn,
        ParketCount,
        "SELECT kind, ground, number FROM parket_count WHERE year = $1 ORDER BY kind, ground",
        year,
    )


async def years(conn: asyncpg.Connection) -> list[int]:
    rows = await conn.fetch("SELECT DISTINCT year FROM parket_count ORDER BY year DESC")
    return [row["year"] for row in rows]
