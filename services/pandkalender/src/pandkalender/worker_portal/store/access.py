"""Access of workers: codes by their slow hash, and the declared workers that each opens.

Who she is, is not known here: a code opens declared workers, because the police said so. Nothing
in the tables of this room is read by any query of an owner.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, col, delete, select

from chassis.db import Transaction
from pandkalender.tables import Table, moment

ADD_REFS = """
INSERT INTO worker_access_ref (access_id, worker_id)
SELECT access_id, unnest($2::uuid[]) FROM worker_access WHERE access_id = $1
ON CONFLICT DO NOTHING
"""


class WorkerAccess(Table, table=True):
    """A code of a worker, by its slow hash.

    ``expires_at`` is put off by use, never beyond ``ends_at``.
    """

    __tablename__ = "worker_access"

    access_id: UUID = Field(primary_key=True)
    digest: str = Field(unique=True)
    expires_at: datetime = moment()
    ends_at: datetime | None = moment(nullable=True)


class WorkerAccessRef(Table, table=True):
    """A declared worker that a code opens. The police know more of her, we do not."""

    __tablename__ = "worker_access_ref"

    access_id: UUID = Field(primary_key=True, foreign_key="worker_access.access_id")
    worker_id: UUID = Field(primary_key=True)


async def add(
    tx: Transaction, access_id: UUID, digest: str, expires_at: datetime, ends_at: datetime
) -> None:
    """Keep a code; one that is known stays as it is."""
    new = insert(WorkerAccess).values(
        access_id=access_id, digest=digest, expires_at=expires_at, ends_at=ends_at
    )
    await tx.session.exec(new.on_conflict_do_nothing())


async def set_refs(tx: Transaction, access_id: UUID, refs: Iterable[UUID]) -> None:
    """Let a code open these workers alone; of a code that is forgotten nothing is kept."""
    await _delete_refs(tx, access_id)
    await add_refs(tx, access_id, refs)


async def add_refs(tx: Transaction, access_id: UUID, refs: Iterable[UUID]) -> None:
    """Let a code open these workers too."""
    await tx.conn.execute(ADD_REFS, access_id, list(refs))


async def get_valid_for_update(tx: Transaction, digest: str) -> WorkerAccess | None:
    """The access of a code that did not expire."""
    query = select(WorkerAccess).where(
        WorkerAccess.digest == digest, WorkerAccess.expires_at > tx.now
    )
    locked = query.with_for_update().execution_options(populate_existing=True)
    return (await tx.session.exec(locked)).one_or_none()


async def extend(tx: Transaction, access: WorkerAccess, until: datetime) -> None:
    """Let a code stay good until then."""
    access.expires_at = until
    await tx.session.flush()


async def delete_access(tx: Transaction, access_id: UUID) -> None:
    """Delete a code with the workers that it opened; its sessions must be gone already."""
    await _delete_refs(tx, access_id)
    await tx.session.exec(delete(WorkerAccess).where(col(WorkerAccess.access_id) == access_id))


async def _delete_refs(tx: Transaction, access_id: UUID) -> None:
    own = col(WorkerAccessRef.access_id) == access_id
    await tx.session.exec(delete(WorkerAccessRef).where(own))
