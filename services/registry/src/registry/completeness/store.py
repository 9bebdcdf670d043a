"""Reminders that were sent."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from registry.completeness.rules.reminders import Reminder
from registry.tables import Table


class DeliveryReminder(Table, table=True):
    __tablename__ = "delivery_reminder"
    __table_args__ = (one_of("reminder", Reminder),)

    organisation: str = Field(primary_key=True, sa_type=Text)
    year: int = Field(primary_key=True)
    reminder: Reminder = Field(primary_key=True, sa_type=code(Reminder))
    sent_at: datetime = Field(sa_type=MOMENT)


async def sent(tx: Transaction, organisation: str, year: int) -> list[DeliveryReminder]:
    """The reminders of an organisation about a year, in their order."""
    query = select(DeliveryReminder).where(
        DeliveryReminder.organisation == organisation, DeliveryReminder.year == year
    )
    return [*(await tx.session.exec(query.order_by(col(DeliveryReminder.sent_at)))).all()]


async def add(tx: Transaction, organisation: str, year: int, reminder: Reminder) -> None:
    row = DeliveryReminder(organisation=organisation, year=year, reminder=reminder, sent_at=tx.now)
    tx.session.add(row)
    await tx.session.flush()
