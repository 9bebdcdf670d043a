"""Revoke a verdict: a later one, that it cannot be said, ends it.

Claims stay where they are until somebody merges or splits.
"""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError
from chassis.web import Actor
from databank.matching.rules.link_constraints import VerdictKind
from databank.matching.store import link_constraints
from databank.matching.store.link_constraints import VerdictEntry
from databank.review.rules.question import Ground


async def revoke(tx: Transaction, officer: Actor, verdict_id: UUID, ground: Ground) -> VerdictEntry:
    """The verdict as it ended."""
    verdict = await link_constraints.get(tx.conn, verdict_id)
    if verdict is None:
        raise NotFoundError(lazy("Dit oordeel"))
    if verdict.until_at is not None or verdict.kind is VerdictKind.OPEN:
        raise StepRefusedError(lazy("Dit oordeel geldt niet meer."), allowed=[])
    pair = (verdict.claim_a, verdict.claim_b)
    await link_constraints.give(
        tx.conn, [pair], VerdictKind.OPEN, tx.now, officer.subject, ground.value
    )
    ended = await link_constraints.get(tx.conn, verdict_id)
    assert ended is not None  # verdicts are never removed
    return ended
