"""Destroy the rows of deliveries whose time is over; every night, without a person.

Terms decide it (handbook §4.9), nobody's judgment. Published figures stay.
"""

from datetime import date, timedelta

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from registry.delivery_register import store as deliveries
from registry.delivery_register.rules.delivery import DRAFTS, State
from registry.retention import store
from registry.retention.rules import (
    Ground,
    kept_until_of_draft,
    kept_until_of_replaced,
    kept_until_of_year,
)
from registry.retention.store import DeliveryWithRows
from registry.settings import RegistrySettings
from registry.uploads import store as kept_uploads

TIMER = "care-retention"
KEY = "every night"
AT_ONCE = 20
"""Deliveries in one transaction; more follow at once."""
HOUR = timedelta(hours=3)


async def destroy_over(tx: Transaction, settings: RegistrySettings) -> int:
    """Destroy what is over, and set the clock for the next time; gives the number of deliveries."""
    today = city_day(tx.now)
    over = [each for each in await store.kept(tx) if _term(each, settings)[1] < today]
    number = 0
    for each in over[:AT_ONCE]:
        # Somebody may sign it at this moment: the year is locked first, and it is read again.
        await deliveries.lock_year(tx, each.organisation, each.year)
        for delivery in await store.kept(tx, each.delivery_id):
            ground, last = _term(delivery, settings)
            if last < today:
                await kept_uploads.erase(tx, delivery.delivery_id)
                await store.destroy(tx, delivery, ground, last)
                number += 1
    following = day_start(today + timedelta(days=1)) + HOUR
    await schedule(tx, TIMER, KEY, tx.now if len(over) > AT_ONCE else following)
    return number


def _term(delivery: DeliveryWithRows, settings: RegistrySettings) -> tuple[Ground, date]:
    """The ground that comes first, and the last day on which the rows are kept by it."""
    terms: list[tuple[date, Ground]] = []
    if delivery.year_frozen_at is not None:
        frozen_on = city_day(delivery.year_frozen_at)
        last = kept_until_of_year(frozen_on, settings.kept_years)
        terms.append((last, Ground.JAAR_BEVROREN))
    if delivery.state in DRAFTS:
        last = kept_until_of_draft(city_day(delivery.drafted_at), settings.draft_days)
        terms.append((last, Ground.NIET_INGEDIEND))
    if delivery.ended_at is not None and delivery.state == State.INGETROKKEN:
        terms.append((city_day(delivery.ended_at), Ground.INGETROKKEN))
    if delivery.ended_at is not None and delivery.state == State.VERVANGEN:
        last = kept_until_of_replaced(city_day(delivery.ended_at), settings.replaced_days)
        terms.append((last, Ground.VERVANGEN))
    last, ground = min(terms, default=(date.max, Ground.JAAR_BEVROREN))
    return ground, last
