"""Sanction cases: the table, lists, and one case for reading or for a step."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, col, select

from chassis.days import city_day
from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from chassis.web import PageRequest
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.findings import Finding
from enforcement.sanctions.rules import CLOSURES, SanctionFile, SanctionState
from enforcement.tables import Table


class SanctionCase(Table, table=True):
    """``effect_from`` and ``effect_to`` are what the notified decision really restricts.

    ``reopened_at`` is when a closure was lifted before its end.
    """

    __tablename__ = "sanction_case"
    __table_args__ = (one_of("state", SanctionState),)

    case_id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    premises_id: UUID = Field(foreign_key="premises.premises_id", index=True)
    state: SanctionState = Field(sa_type=code(SanctionState, varchar=True))
    fact_code: str
    fact_at: datetime = Field(sa_type=MOMENT)
    opened_at: datetime = Field(sa_type=MOMENT)
    warned_at: datetime | None = Field(default=None, sa_type=MOMENT)
    warning_valid_until: date | None = None
    next_finding_id: UUID | None = None
    invited_at: datetime | None = Field(default=None, sa_type=MOMENT)
    hearing_at: datetime | None = Field(default=None, sa_type=MOMENT)
    defence_until: date | None = None
    heard: bool = False
    proposed_kind: str | None = None
    decision_kind: str | None = None
    deciding_body: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    effective_from: datetime | None = Field(default=None, sa_type=MOMENT)
    effective_to: datetime | None = Field(default=None, sa_type=MOMENT)
    notified_at: datetime | None = Field(default=None, sa_type=MOMENT)
    effect_from: datetime | None = Field(default=None, sa_type=MOMENT)
    effect_to: datetime | None = Field(default=None, sa_type=MOMENT)
    complied: bool | None = None
    reopened_at: datetime | None = Field(default=None, sa_type=MOMENT)

    def file(self) -> SanctionFile:
        return SanctionFile(
            state=self.state,
            warned=self.warned_at is not None,
            next_finding=self.next_finding_id is not None,
            heard=self.heard,
            defence_until=self.defence_until,
            hearing_on=self.hearing_at and city_day(self.hearing_at),
            takes_effect=self.effect_from is not None and self.reopened_at is None,
            closes=(
                self.decision_kind in CLOSURES
                and self.effect_from is not None
                and self.reopened_at is None
            ),
            effect_until=self.effect_to and city_day(self.effect_to),
        )


async def get(tx: Transaction, case_id: UUID) -> SanctionCase:
    """Raises ``CaseNotFoundError``."""
    case = await tx.session.get(SanctionCase, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def find_for_update(tx: Transaction, case_id: UUID) -> SanctionCase | None:
    return await tx.session.get(SanctionCase, case_id, with_for_update=True)


async def get_for_update(tx: Transaction, case_id: UUID) -> SanctionCase:
    """Raises ``CaseNotFoundError``."""
    case = await find_for_update(tx, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def warned_for_update(tx: Transaction, premises_id: UUID) -> Sequence[SanctionCase]:
    """The cases of premises that wait for a next finding, latest warning first."""
    query = (
        select(SanctionCase)
        .where(
            SanctionCase.premises_id == premises_id,
            SanctionCase.state == SanctionState.WAARSCHUWING_VERSTUURD,
        )
        .order_by(col(SanctionCase.warned_at).desc())
        .with_for_update()
    )
    return (await tx.session.exec(query)).all()


async def page(
    tx: Transaction,
    paging: PageRequest,
    *,
    premises_id: UUID | None,
    finding_id: UUID | None,
    state: SanctionState | None,
) -> Sequence[SanctionCase]:
    """By number; ``finding_id`` finds a case by any of its findings. One row more than the page."""
    query = select(SanctionCase)
    if premises_id is not None:
        query = query.where(SanctionCase.premises_id == premises_id)
    if finding_id is not None:
        of_finding = select(Finding.case_id).where(Finding.finding_id == finding_id)
        query = query.where(col(SanctionCase.case_id).in_(of_finding))
    if state is not None:
        query = query.where(SanctionCase.state == state)
    query = query.order_by(SanctionCase.number).limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()
