"""Fine cases: the table, lists, and one case for reading or for a step."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from chassis.web import PageRequest
from enforcement.cases.rules import CaseNotFoundError
from enforcement.gas.rules import GasFile, GasState
from enforcement.tables import Table


class GasCase(Table, table=True):
    """``decide_by`` is the legal last day of the decision, ``safe_by`` the internal one."""

    __tablename__ = "gas_case"
    __table_args__ = (one_of("state", GasState),)

    case_id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    finding_id: UUID = Field(unique=True, foreign_key="finding.finding_id")
    premises_id: UUID | None = None
    state: GasState = Field(sa_type=code(GasState, varchar=True))
    offender_role: str
    fact_code: str
    decide_by: date
    safe_by: date = Field(index=True)
    opened_at: datetime = Field(sa_type=MOMENT)

    def file(self) -> GasFile:
        return GasFile(state=self.state)


async def get(tx: Transaction, case_id: UUID) -> GasCase:
    """Raises ``CaseNotFoundError``."""
    case = await tx.session.get(GasCase, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def find_for_update(tx: Transaction, case_id: UUID) -> GasCase | None:
    return await tx.session.get(GasCase, case_id, with_for_update=True)


async def get_for_update(tx: Transaction, case_id: UUID) -> GasCase:
    """Raises ``CaseNotFoundError``."""
    case = await find_for_update(tx, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def page(
    tx: Transaction, paging: PageRequest, *, finding_id: UUID | None, state: GasState | None
) -> Sequence[GasCase]:
    """The most urgent first: by safe date. One row more than the page holds."""
    query = select(GasCase)
    if finding_id is not None:
        query = query.where(GasCase.finding_id == finding_id)
    if state is not None:
        query = query.where(GasCase.state == state)
    query = query.order_by(col(GasCase.safe_by), GasCase.number)
    query = query.limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()
