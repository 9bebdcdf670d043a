"""Workers as owners declare them, known by keys."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import Column, LargeBinary
from sqlmodel import Field

from chassis.db import Transaction
from chassis.plans import PLANNED_ONCE
from chassis.tables import code, one_of
from pandkalender.tables import Table, moment
from pandkalender.workers.rules.identity_status import IdentityStatus
from pandkalender.workers.rules.worker_matching import ClaimKeys, KnownWorker

LOCK = f"""
SELECT pg_advisory_xact_lock(key), {PLANNED_ONCE} FROM unnest($1::bigint[]) AS t (key)
"""  # noqa: S608  # a constant
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
EXISTS = "SELECT EXISTS (SELECT FROM worker WHERE worker_id = $1)"


class Worker(Table, table=True):
    """One person as one owner declares her; the id is the bus's ``worker_ref``."""

    __tablename__ = "worker"
    __table_args__ = (one_of("identity", IdentityStatus),)

    worker_id: UUID = Field(primary_key=True)
    owner: str
    identity: IdentityStatus = Field(sa_type=code(IdentityStatus, varchar=True))
    identity_at: datetime | None = moment(nullable=True)
    known_since: datetime = moment()


class WorkerKey(Table, table=True):
    """A key that a worker is matched by; see ``rules.worker_matching.ClaimKeys``."""

    __tablename__ = "worker_key"

    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    worker_id: UUID = Field(foreign_key="worker.worker_id", primary_key=True, index=True)
    is_document: bool


async def lock(tx: Transaction, keys: Iterable[ClaimKeys]) -> None:
    """Let nobody else declare these persons until the commit, also for other owners.

    So two declarations of one person always see each other. Sorted, so that nobody waits in a
    circle.
    """
    wanted = {key for claim in keys for key in claim.all}
    numbers = sorted(int.from_bytes(key[:8], signed=True) for key in wanted)
    await tx.conn.execute(LOCK, numbers)


async def find(tx: Transaction, keys: Iterable[ClaimKeys]) -> list[KnownWorker]:
    """All workers, of all owners, that share a key with these; oldest first."""
    wanted = {key for claim in keys for key in claim.all}
    return [
        KnownWorker(
            row["worker_id"],
            row["owner"],
            IdentityStatus(row["identity"]),
            documents=set(row["documents"] or ()),
            identities=set(row["identities"] or ()),
        )
        for row in await tx.conn.fetch(FIND, list(wanted))
    ]


def new_worker(owner: str) -> KnownWorker:
    """Somebody whom the owner did not declare before."""
    return KnownWorker(uuid4(), owner, IdentityStatus.TE_CONTROLEREN)


async def add(tx: Transaction, workers: Sequence[KnownWorker]) -> None:
    """Keep new workers of one owner."""
    if not workers:
        return
    ids = [worker.worker_id for worker in workers]
    status = IdentityStatus.TE_CONTROLEREN
    await tx.conn.execute(ADD_WORKERS, ids, workers[0].owner, status, tx.now)


async def add_keys(tx: Transaction, learned: Collection[tuple[KnownWorker, bytes]]) -> None:
    """Match each of these workers by this key from now on."""
    if not learned:
        return
    await tx.conn.execute(
        ADD_KEYS,
        [worker.worker_id for worker, _ in learned],
        [key for _, key in learned],
        [key in worker.documents for worker, key in learned],
    )


async def set_identity(
    tx: Transaction, worker_id: UUID, status: IdentityStatus, at: datetime
) -> None:
    """Keep the newest answer of a validation; for an unknown worker there is nothing to keep."""
    worker = await tx.session.get(Worker, worker_id, with_for_update=True, populate_existing=True)
    if worker is not None and (worker.identity_at is None or worker.identity_at <= at):
        worker.identity, worker.identity_at = status, at
        await tx.session.flush()


async def exists(conn: asyncpg.Connection, worker_id: UUID) -> bool:
    """Whether an owner ever declared a worker with this id."""
    known: bool = await conn.fetchval(EXISTS, worker_id)
    return known
