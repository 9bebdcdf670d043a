"""Reminders of reports that left."""

from uuid import UUID

from sqlmodel import select

from chassis.db import Transaction
from reporting.report_register.rules.reminders import Reminder
from reporting.report_register.store.tables import ReminderRow


async def sent(tx: Transaction, report_id: UUID) -> set[Reminder]:
    query = select(ReminderRow.reminder).where(ReminderRow.report_id == report_id)
    return {Reminder(each) for each in (await tx.session.exec(query)).all()}


async def add(tx: Transaction, report_id: UUID, reminder: Reminder) -> None:
    tx.session.add(ReminderRow(report_id=report_id, reminder=reminder, sent_at=tx.now))
    await tx.session.flush()
