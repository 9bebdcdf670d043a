"""The people whom an owner declared lately: so that declaring them again is one tap."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from contracts.identity import IdentityClaim
from pandkalender.domain.planning import Identity
from pandkalender.store.workers import as_claim

REMEMBERED = timedelta(days=400)
"""Somebody who was not declared for longer is entered anew (DP-07)."""

KNOWN = """
SELECT w.worker_id, w.identity, last.starts_at AS last_at, c.*
FROM worker w
  JOIN LATERAL (SELECT max(starts_at) AS starts_at FROM shift WHERE worker_id = w.worker_id) last
    ON last.starts_at > $2
  JOIN LATERAL (SELECT given_names, family_name, birth_date, nationality, phone, document_kind,
      document_country, document_number, document_expires_on
    FROM worker_claim WHERE worker_id = w.worker_id ORDER BY claimed_at DESC, claim_id LIMIT 1) c
    ON true
WHERE w.owner = $1 AND ($3::uuid IS NULL OR w.worker_id = $3)
ORDER BY last.starts_at DESC, w.worker_id LIMIT $4
"""


@dataclass(frozen=True, slots=True)
class Known:
    """Prints nothing: it is somebody."""

    worker_id: UUID
    identity: Identity
    last_at: datetime
    claim: IdentityClaim

    def __repr__(self) -> str:
        return "<known worker>"

    @property
    def name(self) -> str:
        return f"{self.claim.given_names} {self.claim.family_name}"


async def known(tx: Transaction, owner: str, limit: int) -> list[Known]:
    """Whoever worked last stands first."""
    rows = await tx.conn.fetch(KNOWN, owner, tx.now - REMEMBERED, None, limit)
    return [_known(row) for row in rows]


async def one(tx: Transaction, owner: str, worker_id: UUID) -> Known | None:
    row = await tx.conn.fetchrow(KNOWN, owner, tx.now - REMEMBERED, worker_id, 1)
    return _known(row) if row else None


def _known(row: asyncpg.Record) -> Known:
    return Known(row["worker_id"], Identity(row["identity"]), row["last_at"], as_claim(row))
