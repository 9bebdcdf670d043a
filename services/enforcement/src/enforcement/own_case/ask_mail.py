"""Ask for a message by e-mail when a letter leaves, or take that back; only by the person alone."""

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.notifications.announce import way_out
from enforcement.notifications.store import letters, mail_consents
from enforcement.notifications.store.case_access import CaseAccess
from enforcement.notifications.store.mail_consents import ConsentSaid, MailConsent


async def may_ask(tx: Transaction, opened: CaseAccess) -> bool:
    """Say whether the city has a way out for mail, and the letter tells whose it is."""
    own = await letters.get(tx, opened.letter_id)
    return way_out() is not None and own.person_id is not None


async def consent_of(tx: Transaction, opened: CaseAccess) -> MailConsent | None:
    """The reader's consent as it stands."""
    own = await letters.get(tx, opened.letter_id)
    if own.person_id is None:
        return None
    return await mail_consents.current(tx, opened.case_id, own.person_id)


async def ask(tx: Transaction, opened: CaseAccess, address: str, words: str) -> None:
    """Record the consent with its words; another address replaces the first. ``RefusedError``."""
    own = await letters.get(tx, opened.letter_id)
    if own.person_id is None or way_out() is None:
        raise StepRefusedError(lazy("Dat kan nu niet in dit dossier."))
    await withdraw(tx, opened)
    await tx.session.flush()
    mail_consents.add(tx, opened.case_id, own.person_id, ConsentSaid(address, words))


async def withdraw(tx: Transaction, opened: CaseAccess) -> None:
    """No message leaves any more; the address is destroyed. Without a consent nothing changes."""
    consent = await consent_of(tx, opened)
    if consent is not None:
        mail_consents.end(tx, consent)
