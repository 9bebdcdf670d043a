"""Follow the city's street bans, as the events of enforcement tell them."""

from datetime import datetime, timedelta
from uuid import UUID

from chassis.bus.timers import Timer, schedule
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import (
    StreetBanEnded,
    StreetBanNotified,
    StreetBanOrdered,
    StreetBanResumed,
    StreetBanStayed,
    StreetBanWithdrawn,
)
from databank.legal_terms import store as legal_terms
from databank.street_bans import store

KEPT = "databank.street_ban_kept_days"
"""Name of the term, in days after its last day, for which a ban is kept."""
OVER = "street-ban-over"


async def note_ordered(event: StreetBanOrdered, tx: Transaction) -> None:
    """The police know at once, also when nobody got the order yet (NGW art. 134sexies §6)."""
    await store.add(tx, event)
    await _keep_until(tx, event.case_id, event.ordered_at)


async def note_notified(event: StreetBanNotified, tx: Transaction) -> None:
    await store.set_works_from(tx, event.order_id, event.works_from)


async def note_stayed(event: StreetBanStayed, tx: Transaction) -> None:
    await store.set_stayed(tx, event.case_id, event.stayed_at)


async def note_resumed(event: StreetBanResumed, tx: Transaction) -> None:
    await store.set_stayed(tx, event.case_id, None)


async def note_ended(event: StreetBanEnded, tx: Transaction) -> None:
    """Sooner than its day too, or once more: the mayor lifts what a lapsed renewal left."""
    await store.end(tx, event.case_id, event.how, event.ended_at)
    await _keep_until(tx, event.case_id, event.ended_at)


async def note_withdrawn(event: StreetBanWithdrawn, tx: Transaction) -> None:
    """The order never was: nobody is held to it, and nothing of it is kept."""
    await store.erase_order(tx, event.case_id, event.order_id)


async def _keep_until(tx: Transaction, case_id: UUID, at: datetime) -> None:
    """The term counts from the day on which the ban ended, or will."""
    ends = await store.last_end(tx, case_id)
    if ends is not None:
        days = await legal_terms.days(tx.conn, KEPT, city_day(at))
        await schedule(tx, OVER, str(case_id), ends + timedelta(days=days))


async def forget(timer: Timer, tx: Transaction) -> None:
    """Its term after the last day is over: nobody of the police needs the ban any more."""
    await store.erase(tx, UUID(timer.key))
