"""Announce a letter by mail to who asked for it; the letter itself goes by post, and alone counts.

Whoever consented did so on the page of the own case; nobody else is sent anything. The message
leaves after the posting was committed, and may leave twice when the service stops in between.
"""

from uuid import UUID, uuid5

from chassis.bus import Parcel, schedule
from chassis.db import Transaction
from chassis.mail import MaildirSender, MailSender, as_parcel
from enforcement.notifications.city import City
from enforcement.notifications.mail import message_ready
from enforcement.notifications.rules.letters import LetterNotFoundError
from enforcement.notifications.store import letters, mail_consents
from enforcement.notifications.store.letters import Letter
from enforcement.settings import EnforcementSettings

TIMER = "letter-announced"


def way_out() -> MailSender | None:
    """The way out for mail that the settings name; None when the city has none."""
    folder = EnforcementSettings().mail_folder
    return None if folder is None else MaildirSender(folder)


async def announce(tx: Transaction, letter: Letter) -> None:
    """Have a message leave for a letter that just left, where its addressee asked for that."""
    if letter.person_id is None:
        return
    if await mail_consents.current(tx, letter.case_id, letter.person_id) is not None:
        await schedule(tx, TIMER, str(letter.letter_id), tx.now, {})


async def message_of(tx: Transaction, letter_id: UUID) -> Parcel | None:
    """The message, unless the consent was withdrawn or the case was destroyed meanwhile."""
    sender, city = way_out(), City.load(EnforcementSettings().city)
    try:
        letter = await letters.get(tx, letter_id)
    except LetterNotFoundError:
        return None
    if sender is None or city.own_case is None or letter.person_id is None:
        return None
    consent = await mail_consents.current(tx, letter.case_id, letter.person_id)
    address = None if consent is None else mail_consents.said_of(tx, consent).address
    if consent is None or address is None:
        return None
    key = str(uuid5(consent.consent_id, str(letter_id)))
    return as_parcel(sender, [message_ready(city.own_case, city.contact.mail, address, key)])
