"""Sessions of workers: a browser that entered a code, by the database's own clock."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Column, LargeBinary, func
from sqlmodel import Field, col, delete

from chassis.db import Transaction
from chassis.web.login.session_expiry import SessionExpiry
from pandkalender.tables import Table, moment

IDLE = timedelta(minutes=10)
"""A session ends so long after its last use."""
LONGEST = timedelta(hours=1)
"""The longest session, in real time: a phone is easily looked at by somebody else."""
TOKEN_BYTES = 32
"""Randomness in a token."""

LOOK = """
SELECT access_id, seen_at, began_at, now() AS now FROM worker_session
WHERE digest = $1 AND seen_at > now() - $2::interval AND began_at > now() - $3::interval
"""
USE = """
UPDATE worker_session SET seen_at = now()
WHERE digest = $1 AND seen_at > now() - $2::interval AND began_at > now() - $3::interval
RETURNING access_id, seen_at, began_at, now() AS now
"""
DELETE_ENDED = """
DELETE FROM worker_session
WHERE seen_at < now() - $1::interval OR began_at < now() - $2::interval
"""


class WorkerSession(Table, table=True):
    """A browser that entered a code. Real time, as all sessions."""

    __tablename__ = "worker_session"

    digest: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    access_id: UUID = Field(foreign_key="worker_access.access_id", index=True)
    began_at: datetime = moment(server_default=func.now())
    seen_at: datetime = moment(server_default=func.now())


@dataclass(frozen=True, slots=True)
class Visit:
    """The access that a session opens, and how long the session still stands."""

    access_id: UUID
    lasting: SessionExpiry


async def begin(tx: Transaction, access_id: UUID) -> str:
    """Begin a session and return its token; sessions that ended are deleted."""
    await tx.conn.execute(DELETE_ENDED, IDLE, LONGEST)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    tx.session.add(WorkerSession(digest=_digest(token), access_id=access_id))
    await tx.session.flush()
    return token


async def get_visit(tx: Transaction, token: str, *, used: bool = True) -> Visit | None:
    """The visit of a session. Only when it is ``used`` the session stands longer for it."""
    row = await tx.conn.fetchrow(USE if used else LOOK, _digest(token), IDLE, LONGEST)
    if row is None:
        return None
    lasting = SessionExpiry.idle(row["now"], row["seen_at"], IDLE, row["began_at"] + LONGEST)
    return Visit(row["access_id"], lasting)


async def end(tx: Transaction, token: str) -> None:
    """End a session."""
    await tx.session.exec(delete(WorkerSession).where(col(WorkerSession.digest) == _digest(token)))


async def end_all(tx: Transaction, access_id: UUID) -> None:
    """End all sessions that a code began."""
    own = col(WorkerSession.access_id) == access_id
    await tx.session.exec(delete(WorkerSession).where(own))


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
