"""Attempts to declare somebody under 18: kept, whatever the owner declares next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from pandkalender.sealed_columns import opened
from pandkalender.shifts.rules.period import Period
from pandkalender.workers.rules.worker_matching import Keys

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
CORRECTED = """
UPDATE minor_attempt a SET corrected_by = t.shift_id
FROM unnest($1::uuid[], $2::uuid[]) AS t (attempt_id, shift_id)
WHERE a.attempt_id = t.attempt_id
"""


@dataclass(frozen=True, slots=True)
class NewAttempt:
    attempt_id: UUID
    room_id: UUID
    claim_id: UUID
    period: Period
    keys: Keys


@dataclass(frozen=True, slots=True)
class Attempt:
    """An earlier attempt of this owner that no later declaration corrected yet."""

    attempt_id: UUID
    names: bytes
    document: bytes | None
    birth_date: str

    def is_corrected_by(self, keys: Keys, birth_date: str) -> bool:
        """The same document or the same names, with another birth date."""
        same_document = keys.document is not None and keys.document == self.document
        return (same_document or keys.names == self.names) and birth_date != self.birth_date


async def add(tx: Transaction, actor: Actor, attempts: Sequence[NewAttempt]) -> None:
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


async def still_open(tx: Transaction, owner: str, keys: Collection[Keys]) -> list[Attempt]:
    """Oldest first."""
    names = [some.names for some in keys]
    documents = [some.document for some in keys if some.document is not None]
    return [
        Attempt(row["attempt_id"], row["names_key"], row["document_key"], row["birth_date"])
        for row in opened(tx, await tx.conn.fetch(OPEN, owner, names, documents))
    ]


async def mark_corrected(tx: Transaction, corrections: Sequence[tuple[UUID, UUID]]) -> None:
    """``corrections`` are (attempt, shift)."""
    if corrections:
        attempts, shifts = zip(*corrections, strict=True)
        await tx.conn.execute(CORRECTED, list(attempts), list(shifts))
