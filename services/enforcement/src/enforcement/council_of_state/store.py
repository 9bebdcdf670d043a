"""Requests to the Council of State: one for each contested decision."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from chassis.db import Transaction
from chassis.tables import code, one_of
from contracts.codes import CouncilRuling
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.rules import CouncilAppealNotFoundError, Urgency
from enforcement.tables import Table


class CouncilAppeal(Table, table=True):
    """``late``: lodged after the last day, which the Council itself weighs.

    ``law_office`` defends the city. ``file_due_on`` is the day that the ordinance gave for the
    file; a file that comes later proves what the applicant says. ``ruling`` is the latest.
    """

    __tablename__ = "council_appeal"
    __table_args__ = (
        one_of("kind", CaseKind),
        one_of("urgency", Urgency),
        one_of("ruling", CouncilRuling),
    )

    case_id: UUID = Field(primary_key=True)
    kind: CaseKind = Field(sa_type=code(CaseKind))
    lodged_on: date
    late: bool
    urgency: Urgency = Field(sa_type=code(Urgency))
    roll_number: str | None = None
    law_office: str | None = None
    file_due_on: date | None = None
    file_sent_on: date | None = None
    ruling: CouncilRuling | None = Field(default=None, sa_type=code(CouncilRuling))
    ruled_on: date | None = None


async def find(tx: Transaction, case_id: UUID) -> CouncilAppeal | None:
    return await tx.session.get(CouncilAppeal, case_id)


async def forget_ended(tx: Transaction, case_id: UUID) -> None:
    """Of an earlier decision in the same case the timeline keeps all."""
    ended = await find(tx, case_id)
    if ended is not None:
        await tx.session.delete(ended)
        await tx.session.flush()


async def get_for_update(tx: Transaction, case_id: UUID) -> CouncilAppeal:
    """Raises ``CouncilAppealNotFoundError``."""
    appeal = await tx.session.get(CouncilAppeal, case_id, with_for_update=True)
    if appeal is None:
        raise CouncilAppealNotFoundError
    return appeal
