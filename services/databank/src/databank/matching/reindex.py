"""Reindex claims after a release that normalises them in another form."""

from chassis.db import Transaction
from databank.matching.store import candidates
from linkage import blocking
from linkage.claim import FORM, Features

AT_ONCE = 1_000
"""Claims per round."""


async def renew(tx: Transaction, mark: int) -> int:
    """Make the features and keys of claims that have none of today's form; gives their number.

    Waits while another instance does the same, and then finds nothing left to do.
    """
    renewed = 0
    if not await candidates.stale(tx.conn, FORM, 1):
        return renewed
    await candidates.lock_all(tx.conn, mark)
    await candidates.forget_other_forms(tx.conn, FORM)
    while rows := await candidates.stale(tx.conn, FORM, AT_ONCE):
        packed, keys = [], []
        for row in rows:
            features = Features.of(row.raw())
            packed.append((row.id, row.person_id, features.packed()))
            keys += [(key, row.id) for key in blocking.keys(features)]
        await candidates.index(tx.conn, packed, keys, FORM)
        renewed += len(rows)
    return renewed
