"""Sessions of whoever entered the code of a letter, by the database's own clock."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Column, LargeBinary, func
from sqlmodel import Field, col, delete

from chassis.db import Transaction
from chassis.tables import MOMENT
from chassis.web.login.session_expiry import SessionExpiry
from enforcement.tables import Table

IDLE = timedelta(minutes=20)
"""A session ends so long after its last use: a defence takes time to write."""
LONGEST = timedelta(hours=2)
"""The longest session, in real time, however much it is used."""
TOKEN_BYTES = 32
"""Randomness in a token."""

USE = """
UPDATE case_session SET seen_at = now()
WHERE digest = $1 AND seen_at > now() - $2::interval AND began_at > now() - $3::interval
RETURNING access_id, seen_at, began_at, now() AS now
"""
DELETE_ENDED = """
DELETE FROM case_session
WHERE seen_at < now() - $1::interval OR began_at < now() - $2::interval
"""


class CaseSession(Table, table=True):
    """A browser that entered a code. Real time, as all sessions."""

    __tablename__ = "case_session"

    digest: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    access_id: UUID = Field(foreign_key="case_access.access_id", index=True)
    began_at: datetime = Field(sa_type=MOMENT, sa_column_kwargs={"server_default": func.now()})
    seen_at: datetime = Field(sa_type=MOMENT, sa_column_kwargs={"server_default": func.now()})


@dataclass(frozen=True, slots=True)
class Visit:
    """The access that a session opens, and how long the session still stands."""

    access_id: UUID
    lasting: SessionExpiry


async def begin(tx: Transaction, access_id: UUID) -> str:
    """Begin a session and return its token; sessions that ended are deleted."""
    await tx.conn.execute(DELETE_ENDED, IDLE, LONGEST)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    insert = "INSERT INTO case_session (digest, access_id) VALUES ($1, $2)"
    await tx.conn.execute(insert, _digest(token), access_id)
    return token


async def get_visit(tx: Transaction, token: str) -> Visit | None:
    """The visit of a session, which stands longer for it."""
    row = await tx.conn.fetchrow(USE, _digest(token), IDLE, LONGEST)
    if row is None:
        return None
    lasting = SessionExpiry.idle(row["now"], row["seen_at"], IDLE, row["began_at"] + LONGEST)
    return Visit(row["access_id"], lasting)


async def end(tx: Transaction, token: str) -> None:
    """End a session."""
    await tx.session.exec(delete(CaseSession).where(col(CaseSession.digest) == _digest(token)))


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
