"""Revalidate an identity: a document that expired no longer vouches for anybody (handbook §2.3)."""

from datetime import date, timedelta
from uuid import UUID

from chassis.bus import Timer
from chassis.bus.timers import schedule
from chassis.days import day_start
from chassis.db import Transaction
from databank.identity_status import store
from databank.identity_status.tell_owners import tell_changed
from databank.persons.store import persons

EXPIRY = "identity-document-expires"
"""Name of the timer that ends what a validation by a document vouches for."""


async def watch_expiry(
    tx: Transaction, validation_id: UUID, claim_id: UUID, read: date | None
) -> None:
    """Look again once the document expired: the date as read, else as it was declared.

    One that had expired already at the time of the look says nothing new when it is over.
    """
    expires_on = read or await store.expiry_of(tx.conn, claim_id)
    if expires_on is None:
        return
    over = day_start(expires_on + timedelta(days=1))
    if over > tx.now:
        await schedule(tx, EXPIRY, str(validation_id), over)


async def expire(timer: Timer, tx: Transaction) -> None:
    """The identity is to be validated again, and owners hear that; a newer look stands."""
    await persons.block_relinking(tx.conn)
    person_id = await store.person_of(tx.conn, UUID(timer.key))
    if person_id is None:
        return
    before = await store.statuses(tx.conn, [person_id])
    await store.set_lapsed(tx.conn, UUID(timer.key), tx.now)
    await store.refresh_identity(tx.conn, [person_id])
    tell_changed(tx, before, await store.statuses(tx.conn, [person_id]))
