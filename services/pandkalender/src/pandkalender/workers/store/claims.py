"""Claims: what an owner entered of a worker, as entered, sealed; never changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field

from chassis.db import Transaction
from contracts.identity import IdentityClaim
from pandkalender.sealed_columns import CLAIM
from pandkalender.tables import Table, moment
from pandkalender.workers.rules.entered_worker import EnteredWorker, fields_of, worker_of

ADD_CLAIMS = """
INSERT INTO worker_claim (claim_id, worker_id, said, claimed_at)
SELECT *, $4::timestamptz FROM unnest($1::uuid[], $2::uuid[], $3::bytea[])
ON CONFLICT DO NOTHING
"""


class WorkerClaim(Table, table=True):
    """An owner's entry about a worker; another entry is another row."""

    __tablename__ = "worker_claim"
    __table_args__ = (Index("worker_claim_said_key", text("substr(said, 1, 5)")),)

    claim_id: UUID = Field(primary_key=True)
    worker_id: UUID = Field(foreign_key="worker.worker_id", index=True)
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    claimed_at: datetime = moment()


@dataclass(frozen=True, slots=True)
class NewClaim:
    """``claim_id`` is the same for the same words about the same worker."""

    claim_id: UUID
    worker_id: UUID
    claim: IdentityClaim


async def add_claims(tx: Transaction, claims: Collection[NewClaim]) -> None:
    """Keep claims; one that is known already stays as it is."""
    if not claims:
        return
    unique = {new.claim_id: new for new in claims}.values()
    await tx.conn.execute(
        ADD_CLAIMS,
        [new.claim_id for new in unique],
        [new.worker_id for new in unique],
        [tx.vault.seal(CLAIM, new.claim_id, fields_of(new.claim)) for new in unique],
        tx.now,
    )


async def get_claim(tx: Transaction, claim_id: UUID) -> IdentityClaim:
    """A claim that a shift refers to."""
    row = await tx.session.get_one(WorkerClaim, claim_id)
    return unseal(tx, claim_id, row.said).claim()


def unseal(tx: Transaction, claim_id: UUID, said: bytes) -> EnteredWorker:
    """The worker in a sealed claim."""
    return worker_of(tx.vault.open(CLAIM, claim_id, said))
