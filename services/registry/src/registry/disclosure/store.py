"""The secret of each year, by which costs and roundings are drawn."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from chassis.db import Transaction
from chassis.tables import MOMENT
from registry.tables import Table


class DisclosureSecret(Table, table=True):
    """Never told, and kept as long as figures of the year may be revised."""

    __tablename__ = "disclosure_secret"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    secret: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = Field(sa_type=MOMENT)


async def keep_first(tx: Transaction, year: int, secret: bytes) -> bytes:
    """The year's secret: this one, unless it has one already."""
    row = insert(DisclosureSecret).values(year=year, secret=secret, made_at=tx.now)
    await tx.session.exec(row.on_conflict_do_nothing(index_elements=["year"]))
    kept = await tx.session.get_one(DisclosureSecret, year)
    return kept.secret
