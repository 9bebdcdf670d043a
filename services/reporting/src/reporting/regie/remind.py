"""Remind whoever does a task of regie of its day, and the keepers of the end of an agreement."""

from datetime import time, timedelta
from email.message import EmailMessage
from importlib.resources import files
from uuid import UUID

from chassis.bus import Parcel, schedule
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from chassis.mail import Envelope, MaildirSender, as_parcel, message
from reporting.regie import store
from reporting.regie.rules.addresses import PATH
from reporting.regie.rules.due import DueDay, to_remind
from reporting.regie.rules.kinds import Occasion
from reporting.regie.rules.partners import PARTNER
from reporting.settings import ReportingSettings

TIMER = "regie-reminder"
KEY = "every morning"
MORNING = time(8)
SUBJECT = {
    Occasion.AFSPRAAK: "Een afspraak van het actieplan komt eraan",
    Occasion.EINDE_OVEREENKOMST: "Een overeenkomst van het actieplan loopt af",
}


async def remind(tx: Transaction, settings: ReportingSettings) -> Parcel:
    """Send what is due, note it as sent, and set the clock for tomorrow.

    It goes to the mailbox of the function or organisation that does it (``mailboxes``), else to
    that of those who keep the register. Nothing leaves without a mail folder and a mailbox. A
    message may leave twice when the service stops before it noted it.
    """
    today = city_day(tx.now)
    letters: dict[UUID, EmailMessage] = {}
    sender = None if settings.mail_folder is None else MaildirSender(settings.mail_folder)
    if sender is not None:
        sent = await store.reminded(tx)
        for each in to_remind(await store.standing(tx), today, sent):
            mailbox = settings.mailboxes.get(each.by or "", settings.mailbox)
            if mailbox is not None:
                letters[each.key] = _letter(each, mailbox, settings)

    async def note(tx: Transaction) -> None:
        for key in letters:
            await store.add_reminder(tx, key)
        await schedule(tx, TIMER, KEY, city_moment(today + timedelta(days=1), MORNING))

    return as_parcel(sender, [*letters.values()], note)


def _letter(due: DueDay, mailbox: str, settings: ReportingSettings) -> EmailMessage:
    text = (files("reporting") / "data" / f"regie_{due.occasion}.txt").read_text("utf-8")
    said = text.format(
        by=PARTNER[due.by] if due.by else "",
        due=f"{due.due:%d/%m/%Y}",
        page=f"{settings.regie_address}{PATH[due.kind]}/{due.record_id}",
    )
    return message(Envelope(settings.sender, mailbox, str(due.key)), SUBJECT[due.occasion], said)
