"""Remind whoever does a task of regie of its day, and the keepers of the end of an agreement."""

import asyncio
from datetime import time, timedelta
from importlib.resources import files

from chassis.bus import schedule
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from chassis.mail import Envelope, MaildirSender, message
from reporting.regie import store
from reporting.regie.rules.addresses import PATH
from reporting.regie.rules.calendar import Occasion
from reporting.regie.rules.due import DueDay, to_remind
from reporting.regie.rules.partners import PARTNER
from reporting.settings import ReportingSettings

TIMER = "regie-reminder"
KEY = "every morning"
MORNING = time(8)
SUBJECT = {
    Occasion.AFSPRAAK: "Een afspraak van het actieplan komt eraan",
    Occasion.EINDE_OVEREENKOMST: "Een overeenkomst van het actieplan loopt af",
}


async def remind(tx: Transaction, settings: ReportingSettings) -> int:
    """Send what is due, and set the clock for tomorrow; gives how many left.

    It goes to the mailbox of the function or organisation that does it (``mailboxes``), else to
    that of those who keep the register. Nothing leaves without a mail folder and a mailbox. A
    message leaves before the commit, and may leave twice when the service stops in between.
    """
    today = city_day(tx.now)
    number = 0
    if settings.mail_folder is not None:
        sent = await store.reminded(tx)
        for each in to_remind(await store.standing(tx), today, sent):
            number += await _send(tx, each, settings)
    await schedule(tx, TIMER, KEY, city_moment(today + timedelta(days=1), MORNING))
    return number


async def _send(tx: Transaction, due: DueDay, settings: ReportingSettings) -> bool:
    mailbox = settings.mailboxes.get(due.by or "", settings.mailbox)
    if mailbox is None or settings.mail_folder is None:
        return False
    text = (files("reporting") / "data" / f"regie_{due.occasion}.txt").read_text("utf-8")
    said = text.format(
        by=PARTNER[due.by] if due.by else "",
        due=f"{due.due:%d/%m/%Y}",
        page=f"{settings.regie_address}{PATH[due.kind]}/{due.record_id}",
    )
    mail = message(Envelope(settings.sender, mailbox, str(due.key)), SUBJECT[due.occasion], said)
    await asyncio.to_thread(MaildirSender(settings.mail_folder).send, mail)
    await store.add_reminder(tx, due.key)
    return True
