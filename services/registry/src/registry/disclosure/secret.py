"""Draw what an outsider may not be able to repeat."""

import secrets

from chassis.db import Transaction
from registry.disclosure import store


async def secret_of(tx: Transaction, year: int) -> bytes:
    """32 bytes: made at the first publication about a year, the same ever after."""
    return await store.keep_first(tx, year, secrets.token_bytes(32))
