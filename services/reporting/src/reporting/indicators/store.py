"""Half-years of persons at inspections as they were told: added once, and read ever after."""

from collections.abc import Iterable
from datetime import datetime

import asyncpg
from sqlalchemy import SmallInteger
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT
from reporting.indicators.rules.persons_told import ToldPersons, halves_of
from reporting.periods.rules import Period, PeriodKind
from reporting.tables import Table


class ToldPersonsHalf(Table, table=True):
    """A half-year, told once. No rebuild makes it anew: what was told is a source of its own."""

    __tablename__ = "told_persons_half"

    year: int = Field(
        primary_key=True, sa_type=SmallInteger, sa_column_kwargs={"autoincrement": False}
    )
    half: int = Field(
        primary_key=True, sa_type=SmallInteger, sa_column_kwargs={"autoincrement": False}
    )
    told_at: datetime = Field(sa_type=MOMENT)
    total: int
    roles: dict[str, int] = Field(sa_type=DOCUMENT)
    branches: dict[str, int] = Field(sa_type=DOCUMENT)


async def add(tx: Transaction, told: ToldPersons) -> None:
    """Keep a half as told at this moment, unless another instance told it first."""
    row = insert(ToldPersonsHalf).values(
        year=told.half.year,
        half=told.half.number,
        told_at=tx.now,
        total=told.total,
        roles=dict(told.roles),
        branches=dict(told.branches),
    )
    await tx.session.exec(row.on_conflict_do_nothing(index_elements=["year", "half"]))


async def known_halves(conn: asyncpg.Connection) -> set[Period]:
    """The halves that were told."""
    rows = await conn.fetch("SELECT year, half FROM told_persons_half")
    return {Period(PeriodKind.HALFJAAR, row["year"], row["half"]) for row in rows}


async def told_by(tx: Transaction, period: Period, moment: datetime) -> tuple[ToldPersons, ...]:
    """The halves of a period that were told by a moment, oldest first."""
    query = (
        select(ToldPersonsHalf)
        .where(
            col(ToldPersonsHalf.year).between(period.first.year, period.last.year),
            ToldPersonsHalf.told_at <= moment,
        )
        .order_by(col(ToldPersonsHalf.year), col(ToldPersonsHalf.half))
    )
    rows: Iterable[ToldPersonsHalf] = (await tx.session.exec(query)).all()
    asked = set(halves_of(period))
    told = (
        ToldPersons(
            Period(PeriodKind.HALFJAAR, row.year, row.half), row.total, row.roles, row.branches
        )
        for row in rows
    )
    return tuple(each for each in told if each.half in asked)
