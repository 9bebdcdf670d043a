"""Persons named in writing who may read the register, with the reason (GAS law art. 44 §3)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from enforcement.tables import Table


class RegisterReader(Table, table=True):
    """``subject`` is the issuer's pseudonym; ``until`` the last day, empty while it goes on."""

    __tablename__ = "register_reader"

    reader_id: UUID = Field(primary_key=True)
    subject: str = Field(index=True)
    shown_as: str
    reason: str
    since: date
    until: date | None = None
    named_by: str
    ended_by: str | None = None


async def every(tx: Transaction) -> Sequence[RegisterReader]:
    """Everybody who is or was on the list, the newest first."""
    query = select(RegisterReader).order_by(
        col(RegisterReader.since).desc(), RegisterReader.shown_as
    )
    return (await tx.session.exec(query)).all()


async def is_named(tx: Transaction, subject: str, today: date) -> bool:
    """Whether somebody is on the list today."""
    query = select(RegisterReader).where(
        RegisterReader.subject == subject,
        col(RegisterReader.since) <= today,
        col(RegisterReader.until).is_(None),
    )
    return (await tx.session.exec(query)).first() is not None


async def get(tx: Transaction, reader_id: UUID) -> RegisterReader:
    """Raises ``NotFoundError``."""
    reader = await tx.session.get(RegisterReader, reader_id)
    if reader is None:
        raise NotFoundError(lazy("Deze persoon"))
    return reader
