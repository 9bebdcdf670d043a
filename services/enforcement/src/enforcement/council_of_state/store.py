"""Requests to the Council of State: one for each contested decision."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import or_
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import code, one_of
from contracts.codes import CouncilRuling
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.rules import FINAL, CouncilAppealNotFoundError, Urgency
from enforcement.tables import Table


class CouncilRequest(Table):
    """``late``: lodged after the last day, which the Council itself weighs.

    ``law_office`` defends the city. ``file_due_on`` is the day that the ordinance gave for the
    file; a file that comes later proves what the applicant says. ``ruling`` is the latest.
    """

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

    @property
    def runs(self) -> bool:
        return self.ruling not in FINAL


class CouncilAppeal(CouncilRequest, table=True):
    """The last request of a case: against the decision that stands, or that stood last."""

    __tablename__ = "council_appeal"
    __table_args__ = (
        one_of("kind", CaseKind),
        one_of("urgency", Urgency),
        one_of("ruling", CouncilRuling),
    )

    case_id: UUID = Field(primary_key=True)


class EarlierCouncilAppeal(CouncilRequest, table=True):
    """A request that ran while somebody contested a later decision of the same case."""

    __tablename__ = "earlier_council_appeal"
    __table_args__ = (
        one_of("kind", CaseKind),
        one_of("urgency", Urgency),
        one_of("ruling", CouncilRuling),
    )

    appeal_id: UUID = Field(primary_key=True, default_factory=uuid4)
    case_id: UUID = Field(index=True)


async def find(tx: Transaction, case_id: UUID) -> CouncilAppeal | None:
    return await tx.session.get(CouncilAppeal, case_id)


async def make_place(tx: Transaction, case_id: UUID) -> None:
    """Let another request be the last: one that runs stays, of one that ended the timeline keeps
    all."""
    before = await find(tx, case_id)
    if before is None:
        return
    if before.runs:
        tx.session.add(EarlierCouncilAppeal(**before.model_dump()))
    await tx.session.delete(before)
    await tx.session.flush()


async def earlier(tx: Transaction, case_id: UUID) -> Sequence[EarlierCouncilAppeal]:
    """Those that still run, the oldest first; locked."""
    query = select(EarlierCouncilAppeal).where(
        EarlierCouncilAppeal.case_id == case_id,
        or_(
            col(EarlierCouncilAppeal.ruling).is_(None),
            col(EarlierCouncilAppeal.ruling).not_in(FINAL),
        ),
    )
    query = query.order_by(col(EarlierCouncilAppeal.lodged_on)).with_for_update()
    return (await tx.session.exec(query)).all()


async def running(tx: Transaction, case_id: UUID) -> list[CouncilRequest]:
    """All requests of a case that wait for their ruling."""
    last = await find(tx, case_id)
    return [*await earlier(tx, case_id), *([last] if last is not None and last.runs else [])]


async def unsent(tx: Transaction, case_id: UUID) -> list[CouncilRequest]:
    """Those that wait for the file of the city; nothing is locked."""
    query = select(EarlierCouncilAppeal).where(EarlierCouncilAppeal.case_id == case_id)
    before, last = (await tx.session.exec(query)).all(), await find(tx, case_id)
    requests = [*before, *([last] if last is not None else [])]
    return [each for each in requests if each.runs and each.file_sent_on is None]


async def get_for_update(tx: Transaction, case_id: UUID) -> CouncilAppeal:
    """Raises ``CouncilAppealNotFoundError``."""
    appeal = await tx.session.get(CouncilAppeal, case_id, with_for_update=True)
    if appeal is None:
        raise CouncilAppealNotFoundError
    return appeal
