"""Access by the code of a letter: the code itself is kept nowhere but on the letter.

Its digest is made with a key that is not in the database, so a copy of the database opens nothing.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import Column, ColumnElement, LargeBinary
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from contracts.worker_code import read_code
from enforcement.notifications.rules.letters import LetterState
from enforcement.notifications.store import letters
from enforcement.notifications.store.letters import Letter
from enforcement.tables import Table

LONGEST = timedelta(days=730)
"""Life of a code at most: the latest letter of a case has a newer one."""
LEFT = (LetterState.GEPOST, LetterState.GEACHT_ONTVANGEN, LetterState.ONTVANGEN)
"""A code opens nothing before its letter left."""


class CaseAccess(Table, table=True):
    """A code, by its keyed digest; it opens what its letter's addressee may see of the case."""

    __tablename__ = "case_access"

    access_id: UUID = Field(primary_key=True)
    letter_id: UUID = Field(foreign_key="letter.letter_id", unique=True)
    case_id: UUID = Field(index=True)
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    ends_at: datetime = Field(sa_type=MOMENT)


def add(tx: Transaction, letter: Letter, code: str) -> None:
    """Let the code that stands on a letter open the case, from the day on which it leaves."""
    plain = read_code(code)
    assert plain is not None, "a code that was made a moment ago"
    tx.session.add(
        CaseAccess(
            access_id=uuid4(),
            letter_id=letter.letter_id,
            case_id=letter.case_id,
            digest=_digest(tx, plain),
            ends_at=tx.now + LONGEST,
        )
    )


async def by_code(tx: Transaction, plain: str) -> CaseAccess | None:
    """The access of a code that opens something now."""
    return await _open(tx, col(CaseAccess.digest) == _digest(tx, plain))


async def get(tx: Transaction, access_id: UUID) -> CaseAccess | None:
    """An access that still opens something."""
    return await _open(tx, col(CaseAccess.access_id) == access_id)


async def _open(tx: Transaction, which: ColumnElement[bool]) -> CaseAccess | None:
    query = (
        select(CaseAccess, Letter)
        .join(Letter, col(Letter.letter_id) == col(CaseAccess.letter_id))
        .where(which, CaseAccess.ends_at > tx.now, col(Letter.state).in_(LEFT))
    )
    found = (await tx.session.exec(query)).one_or_none()
    if found is None or await _went_elsewhere(tx, found[1]):
        return None
    return found[0]


async def _went_elsewhere(tx: Transaction, own: Letter) -> bool:
    """Whether a later letter to the same person left for another address: whoever lives at the
    former one reads on no more, and learns no new address.
    """
    if own.person_id is None:
        return False
    address = letters.content_of(tx, own).address
    return any(
        letters.content_of(tx, later).address != address
        for later in await letters.of_case(tx, own.case_id)
        if later.posted_on is not None
        and (later.role, later.person_id) == (own.role, own.person_id)
        and later.drafted_at > own.drafted_at
    )


def _digest(tx: Transaction, plain: str) -> bytes:
    return tx.vault.blind(sha256(b"code of a letter: " + plain.encode()).digest())
