"""Expire applications: a draft that waited too long, and one that ended long ago."""

from datetime import timedelta
from uuid import UUID

from chassis.bus import Timer, schedule
from chassis.db import Transaction
from pandkalender.applications.rules.progress import PENDING
from pandkalender.applications.start import EXPIRY
from pandkalender.applications.store import applications, documents

STILL_PENDING = timedelta(days=30)
"""So much later an application is looked at again that nobody decided yet."""


async def expire(timer: Timer, tx: Transaction) -> None:
    """Erase it with its documents, unless the term was moved or the city still has to decide."""
    application = await applications.find(tx, UUID(timer.key))
    if application is None or application.expires_at > tx.now:
        return
    if application.state in PENDING:
        application.expires_at = tx.now + STILL_PENDING
        await schedule(tx, EXPIRY, timer.key, application.expires_at)
        return
    await documents.remove_all(tx, application.application_id)
    await applications.remove(tx, application)
