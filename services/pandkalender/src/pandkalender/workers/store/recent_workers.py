"""Workers whom an owner declared lately: so that declaring them again is one tap."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from pandkalender.moments.rules.period import Period
from pandkalender.workers.rules.entered_worker import EnteredWorker
from pandkalender.workers.rules.identity_status import IdentityStatus
from pandkalender.workers.rules.owner_view import seen_since
from pandkalender.workers.store.claims import unseal

RECENT = """
SELECT w.worker_id, w.identity, last.starts_at AS last_at, c.*, EXISTS (
    SELECT FROM shift s WHERE s.worker_id = w.worker_id AND s.occupies && tstzrange($5, $6)
  ) AS is_busy
FROM worker w
  JOIN LATERAL (SELECT max(starts_at) AS starts_at FROM shift WHERE worker_id = w.worker_id) last
    ON last.starts_at > $2
  JOIN LATERAL (SELECT claim_id, said FROM worker_claim
    WHERE worker_id = w.worker_id ORDER BY claimed_at DESC, claim_id LIMIT 1) c ON true
WHERE w.owner = $1 AND ($3::uuid IS NULL OR w.worker_id = $3)
ORDER BY is_busy, last.starts_at DESC, w.worker_id LIMIT $4
"""


@dataclass(frozen=True, slots=True, repr=False)
class RecentWorker:
    """Prints nothing: it is somebody. ``is_busy``: declared already at the time in question."""

    worker_id: UUID
    identity: IdentityStatus
    last_at: datetime
    is_busy: bool
    entered: EnteredWorker

    @property
    def name(self) -> str:
        return self.entered.name


async def list_recent(
    tx: Transaction, owner: str, period: Period, limit: int
) -> list[RecentWorker]:
    """The owner's workers; whoever is free in ``period`` and worked last stands first.

    Somebody whom the owner no longer sees in the calendar is entered anew (DP-07).
    """
    since = seen_since(tx.now)
    rows = await tx.conn.fetch(
        RECENT, owner, since, None, limit, period.starts_at, max(period.ends_at, period.starts_at)
    )
    return [_recent(tx, row) for row in rows]


async def get_recent(tx: Transaction, owner: str, worker_id: UUID) -> RecentWorker | None:
    """One of the owner's workers; None when it is another's, or too long ago."""
    since = seen_since(tx.now)
    row = await tx.conn.fetchrow(RECENT, owner, since, worker_id, 1, tx.now, tx.now)
    return None if row is None else _recent(tx, row)


def _recent(tx: Transaction, row: asyncpg.Record) -> RecentWorker:
    return RecentWorker(
        row["worker_id"],
        IdentityStatus(row["identity"]),
        row["last_at"],
        row["is_busy"],
        unseal(tx, row["claim_id"], row["said"]),
    )
