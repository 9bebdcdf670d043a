"""The people whom an owner declared lately: so that declaring them again is one tap."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from contracts.identity import IdentityClaim
from pandkalender.sealed_columns import as_claim, opened
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.planning import Identity

REMEMBERED = timedelta(days=400)
"""Somebody who was not declared for longer is entered anew (DP-07)."""

KNOWN = """
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


@dataclass(frozen=True, slots=True)
class Known:
    """Prints nothing: it is somebody. ``is_busy``: declared already at the time in question."""

    worker_id: UUID
    identity: Identity
    last_at: datetime
    is_busy: bool
    claim: IdentityClaim

    def __repr__(self) -> str:
        return "<known worker>"

    @property
    def name(self) -> str:
        return f"{self.claim.given_names} {self.claim.family_name}"


async def known(tx: Transaction, owner: str, period: Period, limit: int) -> list[Known]:
    """Whoever is free in ``period`` and worked last stands first."""
    since = tx.now - REMEMBERED
    rows = await tx.conn.fetch(
        KNOWN, owner, since, None, limit, period.starts_at, max(period.ends_at, period.starts_at)
    )
    return [_known(row) for row in opened(tx, rows)]


async def one(tx: Transaction, owner: str, worker_id: UUID) -> Known | None:
    since = tx.now - REMEMBERED
    rows = await tx.conn.fetch(KNOWN, owner, since, worker_id, 1, tx.now, tx.now)
    return next((_known(row) for row in opened(tx, rows)), None)


def _known(row: Mapping[str, Any]) -> Known:
    return Known(
        row["worker_id"], Identity(row["identity"]), row["last_at"], row["is_busy"], as_claim(row)
    )
