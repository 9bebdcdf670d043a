"""Deliveries with their rows, and the years that are frozen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import Column, ForeignKey, Text, UniqueConstraint, func
from sqlalchemy import Uuid as UuidType
from sqlmodel import Field, col, select

from chassis.days import city_day
from chassis.db import Transaction
from chassis.json_documents import json_text
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from registry.delivery_register.rules.delivery import (
    COUNTED,
    DRAFTS,
    OVER,
    STANDING,
    WAITING,
    ReturnReason,
    State,
    late_from,
)
from registry.minimum_format.rules.columns import TableName
from registry.minimum_format.rules.records import (
    Activity,
    Client,
    Contact,
    Period,
    Rows,
    plain,
    record_of,
)
from registry.tables import Table


class Delivery(Table, table=True):
    """One revision of what an organisation delivers for a period; ``half`` is 0 for a year.

    ``errors`` and ``questions`` name places in the file, never what stands there;
    ``error_groups`` repeat of it only spellings of a month, a number or a code. A state of a later
    release stays the text that it is.
    """

    __table_args__ = (
        UniqueConstraint("organisation", "year", "half", "revision"),
        one_of("state", State),
        one_of("return_reason", ReturnReason),
    )

    delivery_id: UUID = Field(primary_key=True)
    organisation: str = Field(sa_type=Text)
    year: int
    half: int
    revision: int
    state: State = Field(sa_type=code(State, tolerant=True))
    late: bool
    reason: str | None = Field(default=None, sa_type=Text)
    clienten: int
    contacten: int
    activiteiten: int
    errors: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    error_groups: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    error_count: int
    questions: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    answers: list[str] = Field(default_factory=list, sa_type=DOCUMENT)
    coverage: dict[str, Any] | None = Field(default=None, sa_type=DOCUMENT)
    """By indicator, as ``completeness.rules.coverage`` reads it."""
    uploaded_at: datetime = Field(sa_type=MOMENT)
    uploaded_by: str = Field(sa_type=Text)
    submitted_at: datetime | None = Field(default=None, sa_type=MOMENT)
    submitted_by: str | None = Field(default=None, sa_type=Text)
    accepted_at: datetime | None = Field(default=None, sa_type=MOMENT)
    accepted_by: str | None = Field(default=None, sa_type=Text)
    leaves_on: date | None = None
    """The day for which it waits, accepted; empty where it does not wait, or waits for people."""
    small_groups: list[dict[str, Any]] = Field(default_factory=list, sa_type=DOCUMENT)
    """Why its publication waits for people, as ``SmallGroup`` reads them."""
    unpublished_at: datetime | None = Field(default=None, sa_type=MOMENT)
    """When the study office left it without publication until another revision."""
    unpublished_by: str | None = Field(default=None, sa_type=Text)
    frozen_at: datetime | None = Field(default=None, sa_type=MOMENT)
    returned_at: datetime | None = Field(default=None, sa_type=MOMENT)
    returned_by: str | None = Field(default=None, sa_type=Text)
    return_reason: ReturnReason | None = Field(default=None, sa_type=code(ReturnReason))
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_by: str | None = Field(default=None, sa_type=Text)
    replaced_at: datetime | None = Field(default=None, sa_type=MOMENT)
    concluded_at: datetime | None = Field(default=None, sa_type=MOMENT)
    """When it was seen that the told figures stand."""


class DeliveryRow(Table, table=True):
    """A row of one of the three tables, only of deliveries without errors."""

    __tablename__ = "delivery_row"

    delivery_id: UUID = Field(
        sa_column=Column(
            UuidType, ForeignKey("delivery.delivery_id", ondelete="CASCADE"), primary_key=True
        )
    )
    table_name: str = Field(primary_key=True, sa_type=Text)
    number: int = Field(primary_key=True)
    content: dict[str, Any] = Field(sa_type=DOCUMENT)


class FrozenYear(Table, table=True):
    """``without``: the organisations whose figures the year lacks, as somebody said.

    ``aggregate_ids``: the publications that the year consists of. A year that was frozen before
    these were noted has no ``freeze_id``.
    """

    __tablename__ = "frozen_year"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    frozen_at: datetime = Field(sa_type=MOMENT)
    frozen_by: str = Field(sa_type=Text)
    without: list[str] = Field(default_factory=list, sa_type=DOCUMENT)
    freeze_id: UUID | None = None
    aggregate_ids: list[str] = Field(default_factory=list, sa_type=DOCUMENT)


ADD_ROWS = """
INSERT INTO delivery_row (delivery_id, table_name, number, content)
SELECT $1, table_name, number, content::jsonb
FROM unnest($2::text[], $3::int[], $4::text[]) AS t (table_name, number, content)
"""
ROWS = """
SELECT table_name, content::text FROM delivery_row WHERE delivery_id = $1
ORDER BY table_name, number
"""
HANDED_IN = (*WAITING, *COUNTED)
MISSING = """
SELECT EXISTS (
  SELECT organisation FROM delivery WHERE year = $1 - 1 AND half = 0 AND state = ANY($2::text[])
  EXCEPT
  SELECT organisation FROM delivery WHERE year = $1 AND half = 0 AND state = ANY($2::text[]))
"""
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"
REPLACE = """
UPDATE delivery SET state = $2, replaced_at = $3, leaves_on = NULL
WHERE (organisation, year, half) = ($4, $5, $6) AND delivery_id <> $1 AND state = ANY($7::text[])
"""
COUNTED_OF_YEAR = """
SELECT organisation FROM delivery WHERE year = $1 AND state = ANY($2::text[])
GROUP BY organisation HAVING bool_or(half = 0) OR count(DISTINCT half) = 2 ORDER BY organisation
"""
FREEZE = """
UPDATE delivery SET state = $2, frozen_at = $3 WHERE year = $1 AND state = $4
RETURNING delivery_id
"""


@dataclass(frozen=True, slots=True)
class DeliveryFilter:
    """The deliveries that a list shows; an empty field means all."""

    organisation: str | None = None
    year: int | None = None
    half: int | None = None
    state: State | None = None


def half_of(period: Period) -> int:
    """The half as stored: 0 for a year, since empty values are never the same."""
    return period.half or 0


def period_of(year: int, half: int) -> Period:
    return Period(year, half or None)


async def lock_year(tx: Transaction, organisation: str, year: int) -> None:
    """Make or publish one revision at a time, per organisation and year."""
    await tx.conn.execute(LOCK, f"{organisation} {year}")


async def lock_tellings(tx: Transaction, organisation: str) -> None:
    """Tell one period of an organisation at a time: each year is held beside its neighbours, and
    two that are told in the same moment would not know of each other.

    After the lock of its year; who holds this one asks for no other.
    """
    await tx.conn.execute(LOCK, f"{organisation} told")


async def next_revision(tx: Transaction, organisation: str, period: Period) -> int:
    last = await tx.conn.fetchval(
        "SELECT max(revision) FROM delivery WHERE organisation = $1 AND year = $2 AND half = $3",
        organisation,
        period.year,
        half_of(period),
    )
    return (last or 0) + 1


async def replace(tx: Transaction, by: Delivery, states: Collection[State]) -> None:
    """Have the other revisions of its period that are in these states give way to a delivery."""
    replaced = (State.VERVANGEN, tx.now, by.organisation, by.year, by.half, [*states])
    await tx.conn.execute(REPLACE, by.delivery_id, *replaced)


async def has_draft_beside(tx: Transaction, delivery: Delivery) -> bool:
    """Does its period have another delivery that is not signed yet?"""
    query = select(Delivery.delivery_id).where(
        Delivery.organisation == delivery.organisation,
        Delivery.year == delivery.year,
        Delivery.half == delivery.half,
        Delivery.delivery_id != delivery.delivery_id,
        col(Delivery.state).in_([*DRAFTS]),
    )
    return (await tx.session.exec(query)).first() is not None


async def add(tx: Transaction, delivery: Delivery, rows: Rows | None) -> None:
    tx.session.add(delivery)
    await tx.session.flush()
    if rows is None:
        return
    tables = (rows.clienten, rows.contacten, rows.activiteiten)
    records = [
        (table.value, number, json_text(plain(record)))
        for table, table_rows in zip(TableName, tables, strict=True)
        for number, record in enumerate(table_rows)
    ]
    if records:
        columns = map(list, zip(*records, strict=True))
        await tx.conn.execute(ADD_ROWS, delivery.delivery_id, *columns)


async def get(tx: Transaction, delivery_id: UUID, organisation: str | None) -> Delivery | None:
    """One delivery, of this organisation only if one is given."""
    query = select(Delivery).where(Delivery.delivery_id == delivery_id)
    if organisation is not None:
        query = query.where(Delivery.organisation == organisation)
    return (await tx.session.exec(query)).one_or_none()


async def find(
    tx: Transaction, asked: DeliveryFilter, *, limit: int, offset: int
) -> tuple[Sequence[Delivery], int]:
    """A page of deliveries, newest first, and how many there are."""
    query = select(Delivery)
    for column, value in (
        (Delivery.organisation, asked.organisation),
        (Delivery.year, asked.year),
        (Delivery.half, asked.half),
        (Delivery.state, asked.state),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    total = (await tx.session.exec(select(func.count()).select_from(query.subquery()))).one()
    newest_first = query.order_by(col(Delivery.uploaded_at).desc(), col(Delivery.delivery_id))
    page = (await tx.session.exec(newest_first.limit(limit).offset(offset))).all()
    return page, total


async def standing(
    tx: Transaction, *, organisation: str | None = None, year: int | None = None
) -> list[Delivery]:
    """Deliveries neither withdrawn nor replaced, newest first; of one organisation or year."""
    query = select(Delivery).where(col(Delivery.state).not_in([*OVER]))
    if year is not None:
        query = query.where(col(Delivery.year) == year)
    if organisation is not None:
        query = query.where(col(Delivery.organisation) == organisation)
    newest_first = query.order_by(col(Delivery.uploaded_at).desc(), col(Delivery.revision).desc())
    return list((await tx.session.exec(newest_first)).all())


async def accepted(tx: Transaction, year: int) -> list[Delivery]:
    """All that was accepted of a year and not replaced, also what changed no told figure."""
    accepted = {State.AANVAARD, *STANDING}
    query = select(Delivery).where(Delivery.year == year, col(Delivery.state).in_([*accepted]))
    order = (col(Delivery.uploaded_at).desc(), col(Delivery.revision).desc())
    return list((await tx.session.exec(query.order_by(*order))).all())


async def revisions(tx: Transaction, delivery: Delivery) -> list[Delivery]:
    """Every delivery of the same organisation and period, newest first."""
    query = select(Delivery).where(
        Delivery.organisation == delivery.organisation,
        Delivery.year == delivery.year,
        Delivery.half == delivery.half,
    )
    return list((await tx.session.exec(query.order_by(col(Delivery.revision).desc()))).all())


async def rows(tx: Transaction, delivery_id: UUID) -> Rows:
    """The rows as delivered; none once they were removed."""
    by_table: dict[str, list[dict[str, Any]]] = {table.value: [] for table in TableName}
    for row in await tx.conn.fetch(ROWS, delivery_id):
        by_table[row["table_name"]].append(orjson.loads(row["content"]))
    return Rows(
        tuple(record_of(Client, content) for content in by_table[TableName.CLIENTEN]),
        tuple(record_of(Contact, content) for content in by_table[TableName.CONTACTEN]),
        tuple(record_of(Activity, content) for content in by_table[TableName.ACTIVITEITEN]),
    )


async def is_frozen(tx: Transaction, year: int) -> bool:
    return await tx.session.get(FrozenYear, year) is not None


async def frozen_year(tx: Transaction, year: int) -> FrozenYear | None:
    return await tx.session.get(FrozenYear, year)


async def freeze(tx: Transaction, frozen: FrozenYear) -> list[UUID]:
    """Freeze the year and what was integrated of it; the deliveries concerned."""
    tx.session.add(frozen)
    await tx.session.flush()
    states = (State.BEVROREN, tx.now, State.GEINTEGREERD)
    rows = await tx.conn.fetch(FREEZE, frozen.year, *states)
    return [row["delivery_id"] for row in rows]


async def organisations_to_accept(tx: Transaction, year: int) -> list[str]:
    """Organisations of which a delivery of the year waits for people: nobody decided on it yet."""
    rows = await tx.conn.fetch(
        "SELECT DISTINCT organisation FROM delivery WHERE year = $1 AND state = ANY($2::text[])"
        " AND unpublished_at IS NULL AND leaves_on IS NULL ORDER BY organisation",
        year,
        [*WAITING],
    )
    return [row["organisation"] for row in rows]


async def next_leaving(tx: Transaction, organisation: str, year: int) -> Delivery | None:
    """Of what waits for its day, what leaves first: a half before the year that holds it."""
    query = select(Delivery).where(
        Delivery.organisation == organisation,
        Delivery.year == year,
        Delivery.state == State.AANVAARD,
        col(Delivery.leaves_on).is_not(None),
    )
    is_year = col(Delivery.half) == 0
    order = (col(Delivery.leaves_on), is_year, col(Delivery.half))
    return (await tx.session.exec(query.order_by(*order).limit(1))).first()


async def organisations_counted(tx: Transaction, year: int) -> list[str]:
    """Organisations of which the whole year counts, by one delivery or by its two halves."""
    rows = await tx.conn.fetch(COUNTED_OF_YEAR, year, [*COUNTED])
    return [row["organisation"] for row in rows]


async def late_since(
    conn: asyncpg.Connection, now: datetime, *, deadline_days: int
) -> datetime | None:
    """Since when the last year is late of an organisation that delivered the year before it."""
    year = Period(city_day(now).year - 1)
    over = late_from(year, deadline_days)
    is_missing: bool = await conn.fetchval(MISSING, year.year, HANDED_IN)
    return over if over <= now and is_missing else None
