"""Rows and codes of one client, their erasure, and the proof of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT
from registry.client_erasure.rules import Place
from registry.delivery_register.store import Delivery
from registry.tables import Table


class ClientErasure(Table, table=True):
    """One client was erased on request: when, by whom, and how much by year and place.

    Neither the code nor a digest of it: codes are short, and whoever tries them all would read it.
    The service may add proofs and change none.
    """

    __tablename__ = "client_erasure"

    erasure_id: UUID = Field(primary_key=True)
    organisation: str = Field(sa_type=Text)
    erased_at: datetime = Field(index=True, sa_type=MOMENT)
    erased_by: str = Field(sa_type=Text)
    erased: dict[str, Any] = Field(sa_type=DOCUMENT)
    """By year, the number of each ``Place``."""


YEARS = "SELECT DISTINCT year FROM delivery WHERE organisation = $1 ORDER BY year"
ROWS = """
SELECT d.year, r.table_name AS place, count(*) AS number
  FROM delivery_row r JOIN delivery d USING (delivery_id)
 WHERE d.organisation = $1 AND r.content ->> 'client_code' = $2
 GROUP BY d.year, r.table_name
"""
CODES = """
SELECT d.year, 'koppelcodes' AS place, count(*) AS number
  FROM linkage_code c JOIN delivery d USING (delivery_id)
 WHERE d.organisation = $1 AND c.client_code = $2
 GROUP BY d.year
"""
ERASE_ROWS = """
DELETE FROM delivery_row r USING delivery d
 WHERE d.delivery_id = r.delivery_id AND d.organisation = $1 AND r.content ->> 'client_code' = $2
"""
ERASE_CODES = """
DELETE FROM linkage_code c USING delivery d
 WHERE d.delivery_id = c.delivery_id AND d.organisation = $1 AND c.client_code = $2
"""


async def years(tx: Transaction, organisation: str) -> list[int]:
    """The years of which the organisation ever delivered, the oldest first."""
    return [row["year"] for row in await tx.conn.fetch(YEARS, organisation)]


async def find(tx: Transaction, organisation: str, code: str) -> list[tuple[int, Place, int]]:
    """Rows and linkage codes of a client, by year and place."""
    found = [await tx.conn.fetch(query, organisation, code) for query in (ROWS, CODES)]
    return [(row["year"], Place(row["place"]), row["number"]) for rows in found for row in rows]


async def erase(tx: Transaction, organisation: str, code: str) -> None:
    """Erase rows and linkage codes of a client from every delivery of the organisation."""
    for statement in (ERASE_ROWS, ERASE_CODES):
        await tx.conn.execute(statement, organisation, code)


async def deliveries_of(tx: Transaction, organisation: str) -> Sequence[Delivery]:
    """Every delivery of an organisation, whatever its state."""
    query = select(Delivery).where(Delivery.organisation == organisation)
    fresh = query.execution_options(populate_existing=True)
    return (await tx.session.exec(fresh)).all()


async def add(tx: Transaction, proof: ClientErasure) -> None:
    tx.session.add(proof)
    await tx.session.flush()


async def newest(
    tx: Transaction, organisation: str, *, limit: int, offset: int
) -> tuple[Sequence[ClientErasure], int]:
    """A page of an organisation's proofs, newest first, and how many there are."""
    query = select(ClientErasure).where(ClientErasure.organisation == organisation)
    total = (await tx.session.exec(select(func.count()).select_from(query.subquery()))).one()
    newest_first = query.order_by(
        col(ClientErasure.erased_at).desc(), col(ClientErasure.erasure_id)
    )
    return (await tx.session.exec(newest_first.limit(limit).offset(offset))).all(), total
