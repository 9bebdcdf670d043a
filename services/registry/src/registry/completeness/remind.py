"""Remind organisations of the year that they did not sign yet; every morning, by itself."""

from datetime import date, time, timedelta
from email.message import EmailMessage
from importlib.resources import files
from uuid import NAMESPACE_OID, uuid5

from chassis.bus import Parcel, schedule
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from chassis.mail import Envelope, MaildirSender, as_parcel, message
from registry.completeness import store
from registry.completeness.read_year import OrganisationYear, read_year
from registry.completeness.rules.reminders import Reminder, due
from registry.settings import RegistrySettings

TIMER = "care-reminder"
KEY = "every morning"
MORNING = time(8)
SUBJECT = "De stad wacht op uw oplevering"


async def remind(tx: Transaction, settings: RegistrySettings) -> Parcel:
    """Send what is due about last year, note it as sent, and set the clock for tomorrow.

    Nothing leaves without a mail folder or a mailbox: the study department still sees who is late.
    A message may leave twice when the service stops before it noted it.
    """
    today = city_day(tx.now)
    year = today.year - 1
    letters: dict[tuple[str, Reminder], EmailMessage] = {}
    sender = None if settings.mail_folder is None else MaildirSender(settings.mail_folder)
    if sender is not None:
        for each in await read_year(tx, year, settings):
            reminder = await _due(tx, each, today)
            if reminder is not None:
                letters[each.organisation.code, reminder] = _letter(each, reminder, settings, today)

    async def note(tx: Transaction) -> None:
        for code, reminder in letters:
            await store.add(tx, code, year, reminder)
        await schedule(tx, TIMER, KEY, city_moment(today + timedelta(days=1), MORNING))

    return as_parcel(sender, [*letters.values()], note)


async def _due(tx: Transaction, waited: OrganisationYear, today: date) -> Reminder | None:
    organisation = waited.organisation
    if not waited.is_missing or organisation.mail is None:
        return None
    earlier = {each.reminder for each in await store.sent(tx, organisation.code, today.year - 1)}
    return due(waited.deadline, today, earlier)


def _letter(
    waited: OrganisationYear, reminder: Reminder, settings: RegistrySettings, today: date
) -> EmailMessage:
    organisation, year = waited.organisation, today.year - 1
    assert organisation.mail is not None
    key = uuid5(NAMESPACE_OID, f"{organisation.code} {year} {reminder}")
    envelope = Envelope(settings.known.sender, organisation.mail, str(key))
    text = (files("registry") / "data" / "delivery_awaited.txt").read_text("utf-8")
    said = text.format(
        name=organisation.name_on(today),
        period=year,
        deadline=f"{waited.deadline:%d/%m/%Y}",
        page=settings.known.page,
    )
    return message(envelope, SUBJECT, said)
