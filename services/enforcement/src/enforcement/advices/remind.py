"""Remind a service of an advice: before its last day, and once more when that is over."""

from uuid import UUID, uuid5

from chassis.bus import Parcel
from chassis.days import city_day
from chassis.db import Transaction
from chassis.mail import as_parcel
from enforcement.advices.store import ADVISED
from enforcement.notifications.announce import way_out
from enforcement.notifications.city import City
from enforcement.notifications.mail import advice_awaited
from enforcement.notifications.words import day_in_words
from enforcement.settings import EnforcementSettings
from enforcement.suitability import store
from enforcement.suitability.rules import AdviceService


async def remind(tx: Transaction, key: str) -> Parcel | None:
    """``key`` as ``suitability.advices`` made it. Nothing leaves for an advice that was given, or
    that nobody needs any more; without a mailbox the office still sees what is late.

    That it was reminded is noted when the message was laid down, and it may leave twice when the
    service stops in between.
    """
    dossier_id, advice_round, service = key.split(" ")
    dossier = await store.find_for_update(tx, UUID(dossier_id))
    if dossier is None or dossier.advice_round != int(advice_round):
        return None
    if dossier.state not in ADVISED and not dossier.change_advised:
        return None
    advice = await store.advices.find_asked(tx, dossier, AdviceService(service))
    if advice is None or advice.given_at is not None:
        return None
    sender, city = way_out(), City.load(EnforcementSettings().city)
    mailbox = city.advisers.get(service)
    if sender is None or mailbox is None or city.advices is None:
        return None
    today = city_day(tx.now)
    awaited = advice_awaited(
        city.advices,
        city.contact.mail,
        mailbox,
        str(uuid5(UUID(dossier_id), f"{key} {today}")),
        day_in_words(advice.due_on),
    )

    async def note(tx: Transaction) -> None:
        dossier = await store.find_for_update(tx, UUID(dossier_id))
        if dossier is None or dossier.advice_round != int(advice_round):
            return
        advice = await store.advices.find_asked(tx, dossier, AdviceService(service))
        if advice is not None:
            advice.reminded_on = today

    return as_parcel(sender, [awaited], note)
