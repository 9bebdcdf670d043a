"""Words beside the figures of a year, in versions: none is removed, and none changed but where the
code of a client who is erased stands in it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from registry.tables import Table


class YearWords(Table, table=True):
    """Words in a chapter of the report about a year; ``written_by`` is a pseudonym."""

    __tablename__ = "year_words"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    chapter: str = Field(primary_key=True, sa_type=Text)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    words: str = Field(sa_type=Text)
    written_at: datetime = Field(sa_type=MOMENT)
    written_by: str = Field(sa_type=Text)


async def add(tx: Transaction, words: YearWords) -> None:
    tx.session.add(words)
    await tx.session.flush()


async def written(tx: Transaction, chapter: str) -> Sequence[YearWords]:
    """Every version of a chapter, of every year, as it is now."""
    query = select(YearWords).where(YearWords.chapter == chapter)
    order = (col(YearWords.year), col(YearWords.version))
    fresh = query.order_by(*order).execution_options(populate_existing=True)
    return (await tx.session.exec(fresh)).all()


async def newest(tx: Transaction, year: int) -> dict[str, YearWords]:
    """The words of each chapter of a year that has any."""
    query = select(YearWords).where(YearWords.year == year).order_by(col(YearWords.version))
    return {each.chapter: each for each in await tx.session.exec(query)}
