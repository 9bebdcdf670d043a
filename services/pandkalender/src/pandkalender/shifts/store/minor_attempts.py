"""Attempts to declare somebody under 18: kept, whatever the owner declares next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, LargeBinary
from sqlmodel import Field

from chassis.db import Transaction
from chassis.web import Actor
from pandkalender.shifts.rules.period import Period
from pandkalender.tables import Table, digest, moment, reference
from pandkalender.workers.rules.worker_matching import ClaimKeys
from pandkalender.workers.store.claims import unseal

ADD = """
INSERT INTO minor_attempt (attempt_id, owner, actor, room_id, starts_at, ends_at, attempted_at,
  claim_id, names_key, document_key)
SELECT attempt_id, $8, $9, room_id, starts_at, ends_at, $10, claim_id, names_key, document_key
FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::uuid[],
  $6::bytea[], $7::bytea[])
  AS t (attempt_id, room_id, starts_at, ends_at, claim_id, names_key, document_key)
"""
OPEN = """
SELECT attempt_id, names_key, document_key, claim_id, said
FROM minor_attempt JOIN worker_claim USING (claim_id)
WHERE owner = $1 AND corrected_by IS NULL
  AND (names_key = ANY($2::bytea[]) OR document_key = ANY($3::bytea[]))
ORDER BY attempt_nr
"""
CORRECT = """
UPDATE minor_attempt a SET corrected_by = t.shift_id
FROM unnest($1::uuid[], $2::uuid[]) AS t (attempt_id, shift_id)
WHERE a.attempt_id = t.attempt_id
"""


class MinorAttempt(Table, table=True):
    """Somebody (possibly) under 18 was declared. Kept whatever the owner does next (DP-11)."""

    __tablename__ = "minor_attempt"
    __table_args__ = (
        Index("minor_attempt_names", "owner", "names_key"),
        Index("minor_attempt_document", "owner", "document_key"),
    )

    attempt_id: UUID = Field(primary_key=True)
    attempt_nr: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False)
    )
    owner: str
    actor: str
    room_id: UUID
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    attempted_at: datetime = moment()
    claim_id: UUID = reference("worker_claim.claim_id")
    names_key: bytes = digest()
    document_key: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    corrected_by: UUID | None = None
    """The shift that was accepted after another, adult birth date was given."""


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """An attempt that is not stored yet."""

    attempt_id: UUID
    room_id: UUID
    claim_id: UUID
    period: Period
    keys: ClaimKeys


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """An earlier attempt of this owner that no later declaration corrected yet."""

    attempt_id: UUID
    names: bytes
    document: bytes | None
    birth_date: str

    def is_corrected_by(self, keys: ClaimKeys, birth_date: str) -> bool:
        """The same document or the same names, with another birth date."""
        same_document = keys.document is not None and keys.document == self.document
        return (same_document or keys.names == self.names) and birth_date != self.birth_date


@dataclass(frozen=True, slots=True)
class Correction:
    """An attempt, and the shift that was accepted with another birth date."""

    attempt_id: UUID
    shift_id: UUID


async def add(tx: Transaction, actor: Actor, attempts: Sequence[NewAttempt]) -> None:
    """Keep attempts of one owner."""
    if not attempts:
        return
    columns = zip(
        *(
            (
                attempt.attempt_id,
                attempt.room_id,
                attempt.period.starts_at,
                attempt.period.ends_at,
                attempt.claim_id,
                attempt.keys.names,
                attempt.keys.document,
            )
            for attempt in attempts
        ),
        strict=True,
    )
    await tx.conn.execute(ADD, *map(list, columns), actor.organisation, actor.subject, tx.now)


async def list_open(tx: Transaction, owner: str, keys: Collection[ClaimKeys]) -> list[OpenAttempt]:
    """Attempts with one of these names or documents, oldest first."""
    names = [claim.names for claim in keys]
    documents = [claim.document for claim in keys if claim.document is not None]
    return [
        OpenAttempt(
            row["attempt_id"],
            row["names_key"],
            row["document_key"],
            unseal(tx, row["claim_id"], row["said"]).birth_date,
        )
        for row in await tx.conn.fetch(OPEN, owner, names, documents)
    ]


async def correct(tx: Transaction, corrections: Sequence[Correction]) -> None:
    """Mark attempts as corrected."""
    if corrections:
        await tx.conn.execute(
            CORRECT,
            [correction.attempt_id for correction in corrections],
            [correction.shift_id for correction in corrections],
        )
