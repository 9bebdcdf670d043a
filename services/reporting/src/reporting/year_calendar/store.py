"""Subscriptions of calendar programs to the year calendar."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from reporting.tables import Table


class CalendarFeed(Table, table=True):
    """A subscription to the year calendar: the SHA-256 of its key, and the function that asked."""

    __tablename__ = "calendar_feed"

    id: UUID = Field(primary_key=True)
    key_hash: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    made_by: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=MOMENT)
    revoked_at: datetime | None = Field(default=None, sa_type=MOMENT)


async def add_feed(tx: Transaction, feed_id: UUID, key_hash: str, by: str) -> None:
    """A second subscription with one key is the first."""
    values = {"id": feed_id, "key_hash": key_hash, "made_by": by, "made_at": tx.now}
    await tx.session.exec(insert(CalendarFeed).values(values).on_conflict_do_nothing())


async def feeds(tx: Transaction) -> list[CalendarFeed]:
    """Subscriptions that work, oldest first."""
    query = select(CalendarFeed).where(col(CalendarFeed.revoked_at).is_(None))
    return [*(await tx.session.exec(query.order_by(col(CalendarFeed.made_at)))).all()]


async def is_feed(tx: Transaction, key_hash: str) -> bool:
    query = select(CalendarFeed).where(
        CalendarFeed.key_hash == key_hash, col(CalendarFeed.revoked_at).is_(None)
    )
    return (await tx.session.exec(query)).first() is not None


async def revoke_feed(tx: Transaction, feed_id: UUID) -> bool:
    """Whether there is such a subscription."""
    feed = await tx.session.get(CalendarFeed, feed_id)
    if feed is None:
        return False
    feed.revoked_at = feed.revoked_at or tx.now
    await tx.session.flush()
    return True
