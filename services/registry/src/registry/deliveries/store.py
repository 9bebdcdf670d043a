"""Deliveries and their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import func
from sqlmodel import col, select

from chassis.db import Transaction
from registry.deliveries.rules.delivery import State
from registry.deliveries.rules.minimum_format import TableName
from registry.deliveries.rules.records import Activity, Client, Contact, Period, Rows, plain, tuples
from registry.tables import Delivery, FrozenYear

ADD_ROWS = """
INSERT INTO delivery_row (delivery_id, table_name, number, content)
SELECT $1, table_name, number, content::jsonb
FROM unnest($2::text[], $3::int[], $4::text[]) AS t (table_name, number, content)
"""
ROWS = """
SELECT table_name, content::text FROM delivery_row WHERE delivery_id = $1
ORDER BY table_name, number
"""
DROP_LINKAGE = """
UPDATE delivery_row SET content = content - 'koppelcode'
WHERE delivery_id = $1 AND table_name = 'clienten' AND content ? 'koppelcode'
"""
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"
FREEZE = """
UPDATE delivery SET state = $2, frozen_at = $3 WHERE year = $1 AND state = $4
RETURNING delivery_id
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries a list shows; empty means all."""

    organisation: str | None = None
    year: int | None = None
    half: int | None = None
    state: str | None = None


def half_of(period: Period) -> int:
    """As stored: 0 for a year, since empty values are never the same."""
    return period.half or 0


def period_of(year: int, half: int) -> Period:
    return Period(year, half or None)


async def lock_year(tx: Transaction, organisation: str, year: int) -> None:
    """Who makes or publishes a revision waits for his turn, per organisation and year."""
    await tx.conn.execute(LOCK, f"{organisation} {year}")


async def next_revision(tx: Transaction, organisation: str, period: Period) -> int:
    last = await tx.conn.fetchval(
        "SELECT max(revision) FROM delivery WHERE organisation = $1 AND year = $2 AND half = $3",
        organisation,
        period.year,
        half_of(period),
    )
    return (last or 0) + 1


async def is_newest(tx: Transaction, delivery: Delivery) -> bool:
    following = await next_revision(
        tx, delivery.organisation, period_of(delivery.year, delivery.half)
    )
    return delivery.revision == following - 1


async def add(tx: Transaction, delivery: Delivery, rows: Rows | None) -> None:
    tx.session.add(delivery)
    await tx.session.flush()
    if rows is None:
        return
    tables = (rows.clienten, rows.contacten, rows.activiteiten)
    records = [
        (table.value, number, orjson.dumps(plain(record)).decode())
        for table, found in zip(TableName, tables, strict=True)
        for number, record in enumerate(found)
    ]
    if records:
        columns = map(list, zip(*records, strict=True))
        await tx.conn.execute(ADD_ROWS, delivery.delivery_id, *columns)


async def get(
    tx: Transaction, delivery_id: UUID, organisation: str | None, *, change: bool = False
) -> Delivery | None:
    """One delivery, of this organisation only if one is given; locked when it is to change."""
    query = select(Delivery).where(Delivery.delivery_id == delivery_id)
    if organisation is not None:
        query = query.where(Delivery.organisation == organisation)
    if change:
        query = query.with_for_update()
    return (await tx.session.exec(query)).one_or_none()


async def find(
    tx: Transaction, wanted: Wanted, *, limit: int, offset: int
) -> tuple[Sequence[Delivery], int]:
    """A page of deliveries, newest first, and how many there are."""
    query = select(Delivery)
    for column, value in (
        (Delivery.organisation, wanted.organisation),
        (Delivery.year, wanted.year),
        (Delivery.half, wanted.half),
        (Delivery.state, wanted.state),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    total = (await tx.session.exec(select(func.count()).select_from(query.subquery()))).one()
    newest_first = query.order_by(col(Delivery.uploaded_at).desc(), col(Delivery.delivery_id))
    found = (await tx.session.exec(newest_first.limit(limit).offset(offset))).all()
    return found, total


async def rows(tx: Transaction, delivery_id: UUID) -> Rows:
    """The rows as delivered; none once they were removed."""
    found: dict[str, list[dict[str, Any]]] = {table.value: [] for table in TableName}
    for row in await tx.conn.fetch(ROWS, delivery_id):
        found[row["table_name"]].append(tuples(orjson.loads(row["content"])))
    return Rows(
        tuple(Client(**content) for content in found[TableName.CLIENTEN]),
        tuple(Contact(**content) for content in found[TableName.CONTACTEN]),
        tuple(Activity(**content) for content in found[TableName.ACTIVITEITEN]),
    )


async def drop_linkage(tx: Transaction, delivery_id: UUID) -> None:
    """A linkage code is never kept after integration."""
    await tx.conn.execute(DROP_LINKAGE, delivery_id)


async def is_frozen(tx: Transaction, year: int) -> bool:
    return await tx.session.get(FrozenYear, year) is not None


async def freeze(tx: Transaction, year: int, actor: str) -> list[UUID]:
    """Freeze the year and what was integrated of it; the deliveries concerned."""
    tx.session.add(FrozenYear(year=year, frozen_at=tx.now, frozen_by=actor))
    await tx.session.flush()
    found = await tx.conn.fetch(FREEZE, year, State.BEVROREN, tx.now, State.GEINTEGREERD)
    return [row["delivery_id"] for row in found]


async def waiting(tx: Transaction, year: int) -> list[str]:
    """Organisations with a newest delivery of the year that is handed in, not yet accepted."""
    found = await tx.conn.fetch(
        "SELECT DISTINCT organisation FROM delivery WHERE year = $1 AND state = $2"
        " AND (organisation, half, revision) IN (SELECT organisation, half, max(revision)"
        " FROM delivery WHERE year = $1 GROUP BY organisation, half) ORDER BY organisation",
        year,
        State.INGEDIEND,
    )
    return [row["organisation"] for row in found]
