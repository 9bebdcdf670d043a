"""Remind those who make reports of what is due and not published; every morning, by itself."""

from datetime import time, timedelta
from email.message import EmailMessage
from importlib.resources import files
from uuid import NAMESPACE_OID, UUID, uuid5

from chassis.bus import Parcel, schedule
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from chassis.mail import Envelope, MaildirSender, as_parcel, message
from reporting.periods.rules import Period
from reporting.report_register import kinds
from reporting.report_register.rules.kind import must_hold
from reporting.report_register.rules.reminders import EARLIEST, Reminder, due
from reporting.report_register.store import reminders, reports
from reporting.report_register.store.tables import ReportRow
from reporting.settings import ReportingSettings

TIMER = "report-reminder"
KEY = "every morning"
MORNING = time(8)
SUBJECT = "Een rapport van het actieplan is verwacht"


async def remind(tx: Transaction, settings: ReportingSettings) -> Parcel:
    """Send what is due, note it as sent, and set the clock for tomorrow.

    Nothing leaves without a mail folder and a mailbox: the planning still shows what is late. A
    message may leave twice when the service stops before it noted it.
    """
    today = city_day(tx.now)
    letters: dict[tuple[UUID, Reminder], EmailMessage] = {}
    sender = None if settings.mail_folder is None else MaildirSender(settings.mail_folder)
    if sender is not None and settings.mailbox is not None:
        for planned in await reports.to_remind(tx, today + EARLIEST):
            reminder = due(planned.due_on, today, await reminders.sent(tx, planned.report_id))
            if reminder is not None:
                letter = _letter(planned, reminder, settings.mailbox, settings)
                letters[planned.report_id, reminder] = letter

    async def note(tx: Transaction) -> None:
        for report_id, reminder in letters:
            await reminders.add(tx, report_id, reminder)
        await schedule(tx, TIMER, KEY, city_moment(today + timedelta(days=1), MORNING))

    return as_parcel(sender, [*letters.values()], note)


def _letter(
    planned: ReportRow, reminder: Reminder, mailbox: str, settings: ReportingSettings
) -> EmailMessage:
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
    return message(Envelope(settings.sender, mailbox, str(key)), SUBJECT, said)
