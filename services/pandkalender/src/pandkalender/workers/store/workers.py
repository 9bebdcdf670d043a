"""Workers as owners declare them: recognised by keys, with every claim kept."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from chassis.db import Transaction
from contracts.identity import IdentityClaim
from pandkalender.sealed_columns import CLAIM, as_claim, fields_of, opened
from pandkalender.shifts.rules.planning import Identity
from pandkalender.workers.rules.worker_matching import Keys, Worker

LOCK = "SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS t (key)"
FIND = """
SELECT w.worker_id, w.owner, w.identity,
  array_agg(k.key) FILTER (WHERE k.is_document) AS documents,
  array_agg(k.key) FILTER (WHERE NOT k.is_document) AS identities
FROM worker w JOIN worker_key k USING (worker_id)
WHERE w.worker_id IN (SELECT worker_id FROM worker_key WHERE key = ANY($1::bytea[]))
GROUP BY w.worker_id ORDER BY w.known_since, w.worker_id
"""
ADD_WORKERS = """
INSERT INTO worker (worker_id, owner, identity, known_since)
SELECT worker_id, $2, $3, $4 FROM unnest($1::uuid[]) AS t (worker_id)
"""
ADD_KEYS = """
INSERT INTO worker_key (worker_id, key, is_document)
SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::boolean[])
"""
ADD_CLAIMS = """
INSERT INTO worker_claim (claim_id, worker_id, said, claimed_at)
SELECT *, $4::timestamptz FROM unnest($1::uuid[], $2::uuid[], $3::bytea[])
ON CONFLICT DO NOTHING
"""
SAID = "SELECT claim_id, said FROM worker_claim WHERE claim_id = $1"
SET_IDENTITY = """
UPDATE worker SET identity = $2, identity_at = $3
WHERE worker_id = $1 AND (identity_at IS NULL OR identity_at <= $3)
"""


@dataclass(frozen=True, slots=True)
class NewClaim:
    """``claim_id`` is the same for the same words about the same worker."""

    claim_id: UUID
    worker_id: UUID
    claim: IdentityClaim


async def lock(tx: Transaction, keys: Iterable[Keys]) -> None:
    """Let nobody else declare these persons until the commit, also for other owners.

    So two declarations of one person always see each other. Sorted, so that nobody waits in a
    circle.
    """
    wanted = {key for some in keys for key in some.all}
    numbers = sorted(int.from_bytes(key[:8], signed=True) for key in wanted)
    await tx.conn.execute(LOCK, numbers)


async def find(tx: Transaction, keys: Iterable[Keys]) -> list[Worker]:
    """All workers, of all owners, that share a key with these; oldest first."""
    wanted = {key for some in keys for key in some.all}
    return [
        Worker(
            row["worker_id"],
            row["owner"],
            row["identity"],
            documents=set(row["documents"] or ()),
            identities=set(row["identities"] or ()),
        )
        for row in await tx.conn.fetch(FIND, list(wanted))
    ]


def new_worker(owner: str) -> Worker:
    return Worker(uuid4(), owner, Identity.TE_CONTROLEREN.value)


async def add(tx: Transaction, workers: Sequence[Worker]) -> None:
    if not workers:
        return
    ids = [worker.worker_id for worker in workers]
    identity = Identity.TE_CONTROLEREN.value
    await tx.conn.execute(ADD_WORKERS, ids, workers[0].owner, identity, tx.now)


async def add_keys(tx: Transaction, learned: Collection[tuple[Worker, bytes]]) -> None:
    if not learned:
        return
    await tx.conn.execute(
        ADD_KEYS,
        [worker.worker_id for worker, _ in learned],
        [key for _, key in learned],
        [key in worker.documents for worker, key in learned],
    )


async def add_claims(tx: Transaction, claims: Collection[NewClaim]) -> None:
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


async def claim(tx: Transaction, claim_id: UUID) -> IdentityClaim:
    (row,) = opened(tx, await tx.conn.fetch(SAID, claim_id))
    return as_claim(row)


async def set_identity(tx: Transaction, worker_id: UUID, identity: Identity, at: datetime) -> None:
    """The newest answer counts; an unknown worker is nobody's to wait for."""
    await tx.conn.execute(SET_IDENTITY, worker_id, identity.value, at)
