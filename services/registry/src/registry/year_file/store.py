"""Takings of the year file: who asked for which rows, what for, and when they left."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from registry.minimum_format.rules.columns import TableName
from registry.tables import Table
from registry.year_file.rules import FileFormat


class YearFileTaking(Table, table=True):
    """``subject`` is a pseudonym; ``reason`` is empty where a program asked.

    The access log is the proof; this is what colleagues read of it, with the reason. The service
    may not remove a line.
    """

    __tablename__ = "year_file_taking"
    __table_args__ = (one_of("table_name", TableName), one_of("format", FileFormat))

    taking_id: UUID = Field(primary_key=True)
    asked_at: datetime = Field(index=True, sa_type=MOMENT)
    subject: str = Field(sa_type=Text)
    function: str = Field(sa_type=Text)
    organisation: str = Field(sa_type=Text)
    year: int
    table_name: TableName = Field(sa_type=code(TableName))
    format: FileFormat = Field(sa_type=code(FileFormat))
    purpose: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    taken_at: datetime | None = Field(default=None, sa_type=MOMENT)
    rows: int | None = None


async def add(tx: Transaction, taking: YearFileTaking) -> None:
    tx.session.add(taking)
    await tx.session.flush()


async def get_for_update(tx: Transaction, taking_id: UUID, subject: str) -> YearFileTaking | None:
    """The taking that this person asked for."""
    query = select(YearFileTaking).where(
        YearFileTaking.taking_id == taking_id, YearFileTaking.subject == subject
    )
    return (await tx.session.exec(query.with_for_update())).one_or_none()


async def newest(
    tx: Transaction, year: int, *, limit: int, offset: int
) -> tuple[Sequence[YearFileTaking], int]:
    """A page of what was taken of a year, newest first, and how many there are."""
    query = select(YearFileTaking).where(
        YearFileTaking.year == year, col(YearFileTaking.taken_at).is_not(None)
    )
    total = (await tx.session.exec(select(func.count()).select_from(query.subquery()))).one()
    order = (col(YearFileTaking.taken_at).desc(), col(YearFileTaking.taking_id))
    return (await tx.session.exec(query.order_by(*order).limit(limit).offset(offset))).all(), total
