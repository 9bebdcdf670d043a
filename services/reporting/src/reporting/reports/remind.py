"""Remind those who make reports of what is due and not published; every morning, by itself."""

import asyncio
from datetime import time, timedelta
from importlib.resources import files
from uuid import NAMESPACE_OID, uuid5

from chassis.bus import schedule
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from chassis.mail import Envelope, MaildirSender, message
from reporting.indicators.rules.periods import Period
from reporting.reports import kinds
from reporting.reports.rules.kind import must_hold
from reporting.reports.rules.reminders import EARLIEST, Reminder, due
from reporting.reports.store import reminders, reports
from reporting.reports.store.tables import ReportRow
from reporting.settings import ReportingSettings

TIMER = "report-reminder"
KEY = "every morning"
MORNING = time(8)
SUBJECT = "Een rapport van het actieplan is verwacht"


async def remind(tx: Transaction, settings: ReportingSettings) -> int:
    """Send what is due, and set the clock for tomorrow; gives how many left.

    Nothing leaves without a mail folder and a mailbox: the planning still shows what is late. A
    message leaves before the commit, and may leave twice when the service stops in between.
    """
    today = city_day(tx.now)
    number = 0
    if settings.mail_folder is not None and settings.mailbox is not None:
        for planned in await reports.to_remind(tx, today + EARLIEST):
            reminder = due(planned.due_on, today, await reminders.sent(tx, planned.report_id))
            if reminder is not None:
                await _send(planned, reminder, settings)
                await reminders.add(tx, planned.report_id, reminder)
                number += 1
    await schedule(tx, TIMER, KEY, city_moment(today + timedelta(days=1), MORNING))
    return number


async def _send(planned: ReportRow, reminder: Reminder, settings: ReportingSettings) -> None:
    assert settings.mail_folder is not None
    assert settings.mailbox is not None
    period = Period.parse(planned.period)
    kind = must_hold(kinds.for_period(planned.kind, period), period)
    key = uuid5(NAMESPACE_OID, f"{planned.report_id} {reminder}")
    said = (
        (files("reporting") / "data" / "report_awaited.txt")
        .read_text("utf-8")
        .format(
            title=kind.title_of(period),
            due=f"{planned.due_on:%d/%m/%Y}",
            page=settings.page,
        )
    )
    envelope = Envelope(settings.sender, settings.mailbox, str(key))
    mail = message(envelope, SUBJECT, said)
    await asyncio.to_thread(MaildirSender(settings.mail_folder).send, mail)
