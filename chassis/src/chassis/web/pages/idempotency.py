"""Idempotent forms: a phone with a poor network sends one twice, and nothing is doubled.

The page carries a key of its own; the first form with that key is dealt with in the same
transaction as what it does, so a form is done with its key or not at all.
"""

from uuid import UUID, uuid4

from chassis.db import Transaction


def new_key() -> UUID:
    """A key for the hidden field of a form."""
    return uuid4()


async def is_first(tx: Transaction, key: UUID) -> bool:
    """Whether the form with this key comes for the first time. A twin in flight waits for it."""
    done = await tx.conn.execute(
        "INSERT INTO web_form (key) VALUES ($1) ON CONFLICT DO NOTHING", key
    )
    return bool(done.endswith(" 1"))
