"""The ledger of running terms: who changed which, why, and where its end went."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Identity
from sqlmodel import BigInteger, Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from enforcement.legal_terms.ledger.rules import TermChange
from enforcement.tables import Table


class CaseTermChange(Table, table=True):
    """A change of a running term on ``on_day``; the dates are its legal last day before and after.

    ``days``: how many came to it. ``counted_by``: the legal term that lengthened it.
    """

    __tablename__ = "case_term_change"
    __table_args__ = (one_of("change", TermChange),)

    position: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    case_id: UUID = Field(index=True)
    term_id: str
    change: TermChange = Field(sa_type=code(TermChange, varchar=True))
    on_day: date
    before: date
    after: date
    days: int | None = None
    counted_by: str | None = None
    reason: str
    at: datetime = Field(sa_type=MOMENT)
    actor_function: str
    actor_subject: str


async def of_case(tx: Transaction, case_id: UUID) -> Sequence[CaseTermChange]:
    """Every change of a case's terms, in order."""
    query = select(CaseTermChange).where(CaseTermChange.case_id == case_id)
    return (await tx.session.exec(query.order_by(col(CaseTermChange.position)))).all()


async def is_investigation(tx: Transaction, case_id: UUID) -> bool:
    """Whether the case investigates somebody's integrity, which few may know of."""
    query = "SELECT EXISTS (SELECT FROM integrity_investigation WHERE case_id = $1)"
    found: bool = await tx.conn.fetchval(query, case_id)
    return found
