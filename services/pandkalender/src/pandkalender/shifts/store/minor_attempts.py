"""Attempts to declare somebody under 18: kept, whatever the owner declares next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, LargeBinary
from sqlmodel import Field

from chassis.db import Transaction
from chassis.web import Actor
from contracts.identity import WorkerClaim
from pandkalender.moments.rules.period import Period
from pandkalender.tables import Table, digest, moment, reference
from pandkalender.workers.rules.birth_date import is_slip
from pandkalender.workers.rules.worker_matching import ClaimKeys
from pandkalender.workers.store.claims import unseal

ADD = """
INSERT INTO minor_attempt (attempt_id, owner, actor, room_id, starts_at, ends_at, attempted_at,
  claim_id, names_key, document_key, tell_at)
SELECT attempt_id, $8, $9, room_id, starts_at, ends_at, $10, claim_id, names_key, document_key, $11
FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::uuid[],
  $6::bytea[], $7::bytea[])
  AS t (attempt_id, room_id, starts_at, ends_at, claim_id, names_key, document_key)
"""
OPEN = """
SELECT attempt_id, room_id, starts_at, names_key, document_key, claim_id, said,
  tell_at IS NOT NULL AS is_held
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


TELL = """
UPDATE minor_attempt a SET tell_at = NULL
FROM worker_claim JOIN room ON true
WHERE a.attempt_id = ANY($1::uuid[]) AND a.tell_at IS NOT NULL
  AND worker_claim.claim_id = a.claim_id AND room.room_id = a.room_id
RETURNING a.attempt_id, premises_id, a.room_id, a.starts_at, a.ends_at, a.attempted_at,
  a.claim_id, worker_id, said
"""
FORGET = """
DELETE FROM minor_attempt WHERE attempt_id = ANY($1::uuid[]) AND tell_at IS NOT NULL
RETURNING claim_id
"""
FORGET_CLAIMS = """
DELETE FROM worker_claim c WHERE claim_id = ANY($1::uuid[])
  AND NOT EXISTS (SELECT FROM minor_attempt WHERE claim_id = c.claim_id)
  AND NOT EXISTS (SELECT FROM shift WHERE claim_id = c.claim_id)
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
    tell_at: datetime | None = moment(nullable=True)
    """When the police hear of an attempt that was only looked at; empty once they did."""


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
    """An earlier attempt of this owner that no later declaration corrected yet.

    ``is_held``: the police have not heard of it yet.
    """

    attempt_id: UUID
    room_id: UUID
    starts_at: datetime
    names: bytes
    document: bytes | None
    birth_date: str
    is_held: bool

    def is_about(self, keys: ClaimKeys) -> bool:
        """The same document or the same names."""
        same_document = keys.document is not None and keys.document == self.document
        return same_document or keys.names == self.names

    def is_corrected_by(self, keys: ClaimKeys, birth_date: str) -> bool:
        """The same person, with another birth date."""
        return self.is_about(keys) and birth_date != self.birth_date

    def is_put_right_by(self, keys: ClaimKeys, birth_date: str) -> bool:
        """A slip in a roster, which the owner saw and put right before anybody heard of it."""
        corrected = self.is_corrected_by(keys, birth_date)
        return self.is_held and corrected and is_slip(self.birth_date, birth_date)


@dataclass(frozen=True, slots=True)
class Correction:
    """An attempt, and the shift that was accepted with another birth date."""

    attempt_id: UUID
    shift_id: UUID


@dataclass(frozen=True, slots=True)
class ToldAttempt:
    """An attempt of which the police hear now."""

    attempt_id: UUID
    premises_id: UUID
    room_id: UUID
    period: Period
    attempted_at: datetime
    worker: WorkerClaim


async def add(
    tx: Transaction,
    actor: Actor,
    attempts: Sequence[NewAttempt],
    tell_at: datetime | None = None,
) -> None:
    """Keep attempts of one owner; without ``tell_at`` the police hear of them now."""
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
    await tx.conn.execute(
        ADD, *map(list, columns), actor.organisation, actor.subject, tx.now, tell_at
    )


async def list_open(tx: Transaction, owner: str, keys: Collection[ClaimKeys]) -> list[OpenAttempt]:
    """Attempts with one of these names or documents, oldest first."""
    names = [claim.names for claim in keys]
    documents = [claim.document for claim in keys if claim.document is not None]
    return [
        OpenAttempt(
            attempt_id=row["attempt_id"],
            room_id=row["room_id"],
            starts_at=row["starts_at"],
            names=row["names_key"],
            document=row["document_key"],
            birth_date=unseal(tx, row["claim_id"], row["said"]).birth_date,
            is_held=row["is_held"],
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


async def tell(tx: Transaction, attempt_ids: Collection[UUID]) -> list[ToldAttempt]:
    """Those of these attempts of which the police have not heard yet, each once."""
    rows = await tx.conn.fetch(TELL, list(attempt_ids))
    return [
        ToldAttempt(
            attempt_id=row["attempt_id"],
            premises_id=row["premises_id"],
            room_id=row["room_id"],
            period=Period(row["starts_at"], row["ends_at"]),
            attempted_at=row["attempted_at"],
            worker=WorkerClaim(
                worker_ref=row["worker_id"],
                identity=unseal(tx, row["claim_id"], row["said"]).claim(),
            ),
        )
        for row in rows
    ]


async def forget(tx: Transaction, attempt_ids: Collection[UUID]) -> None:
    """Forget attempts of which nobody heard, with the claims that were made of them alone."""
    if attempt_ids:
        gone = await tx.conn.fetch(FORGET, list(attempt_ids))
        await tx.conn.execute(FORGET_CLAIMS, [row["claim_id"] for row in gone])
