"""Pairs of revisions of one period that differ, as they were found when figures came to stand."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, func
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from registry.tables import Table


class LeakedRevision(Table, table=True):
    """A revision of a period (``half`` 0 for a year) whose figures are not those told before it.

    ``changed`` figures differ, of which ``hidden`` were shown in one of both alone. Nobody may
    change what was found.
    """

    __tablename__ = "leaked_revision"

    organisation: str = Field(primary_key=True, sa_type=Text)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    half: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    earlier: int
    """The revision told before it."""
    published_at: datetime = Field(sa_type=MOMENT)
    changed: int
    hidden: int


async def newest(
    tx: Transaction, *, limit: int, offset: int
) -> tuple[Sequence[LeakedRevision], int]:
    """A page of them, newest first, and how many there are."""
    query = select(LeakedRevision)
    total = (await tx.session.exec(select(func.count()).select_from(query.subquery()))).one()
    newest_first = query.order_by(
        col(LeakedRevision.published_at).desc(),
        col(LeakedRevision.organisation),
        col(LeakedRevision.half),
    )
    return (await tx.session.exec(newest_first.limit(limit).offset(offset))).all(), total
