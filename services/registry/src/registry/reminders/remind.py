"""Remind organisations of the year that they did not sign yet; every morning, by itself."""

import asyncio
from datetime import date, time, timedelta
from importlib.resources import files
from uuid import NAMESPACE_OID, uuid5

from chassis.bus import schedule
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from chassis.mail import Envelope, MaildirSender, message
from registry.completeness.read_year import OrganisationYear, read_year
from registry.reminders import store
from registry.reminders.rules import due
from registry.settings import RegistrySettings

TIMER = "care-reminder"
KEY = "every morning"
MORNING = time(8)
SUBJECT = "De stad wacht op uw oplevering"


async def remind(tx: Transaction, settings: RegistrySettings) -> int:
    """Send what is due about last year, and set the clock for tomorrow; gives how many left.

    Nothing leaves without a mail folder or a mailbox: the study department still sees who is late.
    A message leaves before the commit, and may leave twice when the service stops in between.
    """
    today = city_day(tx.now)
    number = 0
    if settings.mail_folder is not None:
        for each in await read_year(tx, today.year - 1, settings):
            number += await _remind_one(tx, each, settings, today)
    await schedule(tx, TIMER, KEY, city_moment(today + timedelta(days=1), MORNING))
    return number


async def _remind_one(
    tx: Transaction, waited: OrganisationYear, settings: RegistrySettings, today: date
) -> bool:
    organisation, year = waited.organisation, today.year - 1
    if not waited.is_missing or organisation.mail is None or settings.mail_folder is None:
        return False
    earlier = {each.reminder for each in await store.sent(tx, organisation.code, year)}
    reminder = due(waited.deadline, today, earlier)
    if reminder is None:
        return False
    key = uuid5(NAMESPACE_OID, f"{organisation.code} {year} {reminder}")
    envelope = Envelope(settings.known.sender, organisation.mail, str(key))
    text = (files("registry") / "data" / "delivery_awaited.txt").read_text("utf-8")
    said = text.format(
        name=organisation.name_on(today),
        period=year,
        deadline=f"{waited.deadline:%d/%m/%Y}",
        page=settings.known.page,
    )
    mail = message(envelope, SUBJECT, said)
    await asyncio.to_thread(MaildirSender(settings.mail_folder).send, mail)
    await store.add(tx, organisation.code, year, reminder)
    return True
