"""Access by the code of a letter, for whoever got it."""

from chassis.db import Transaction
from enforcement.notifications.store import case_access
from enforcement.own_case.store import sessions


async def sign_in(tx: Transaction, plain: str) -> str | None:
    """A new session and its token; None when the code opens nothing."""
    known = await case_access.by_code(tx, plain)
    return None if known is None else await sessions.begin(tx, known.access_id)
