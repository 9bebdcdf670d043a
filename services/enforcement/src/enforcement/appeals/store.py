"""Appeals: one for each case against whose fine somebody appealed."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from chassis.db import Transaction
from chassis.tables import code, one_of
from enforcement.appeals.rules import AppealNotFoundError, Court
from enforcement.tables import Table


class Appeal(Table, table=True):
    """``law_office`` defends the city; ``first_amount`` is the fine as the officer imposed it."""

    __tablename__ = "appeal"
    __table_args__ = (one_of("court", Court),)

    case_id: UUID = Field(primary_key=True, foreign_key="gas_case.case_id")
    court: Court = Field(sa_type=code(Court))
    lodged_on: date
    roll_number: str | None = None
    law_office: str | None = None
    file_sent_on: date | None = None
    first_amount: int


async def find(tx: Transaction, case_id: UUID) -> Appeal | None:
    return await tx.session.get(Appeal, case_id)


async def get_for_update(tx: Transaction, case_id: UUID) -> Appeal:
    """Raises ``AppealNotFoundError``."""
    appeal = await tx.session.get(Appeal, case_id, with_for_update=True)
    if appeal is None:
        raise AppealNotFoundError
    return appeal
