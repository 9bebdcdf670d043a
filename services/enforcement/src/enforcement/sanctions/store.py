"""Sanction cases: the table, lists, and one case for reading or for a step."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import and_, false, or_, true
from sqlmodel import Field, col, select
from sqlmodel.sql.expression import SelectOfScalar

from chassis.days import city_day
from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from chassis.web import PageRequest
from contracts.codes import SanctionKind
from enforcement.cases.rules import CaseNotFoundError, Procedure
from enforcement.cases.store.findings import Finding
from enforcement.sanctions.rules import (
    CLOSURES,
    LINKED_FROM,
    PROPOSED,
    SANCTION,
    SanctionFile,
    SanctionState,
    Sequel,
)
from enforcement.sanctions.rules.warnings import LaterFact, OwnerWarning
from enforcement.suitability import store as suitability
from enforcement.tables import Table

LIFTED = (SanctionKind.SCHORSING, *CLOSURES)


class SanctionCase(Table, table=True):
    """``effect_from`` and ``effect_to`` are what the notified decision really restricts.

    ``owner`` held the declaration at the fact, or else had asked for one; empty where nobody did.
    ``warned_at`` is when the warning was posted, ``warned_on`` the day on which the owner got it
    and ``warned_from`` the first moment at which a fact counts as later; these two are empty while
    its letter came back. The invitation arrived on
    ``invited_on`` and left until ``notice_until`` to prepare. ``adjourned_to``: the body does not
    decide on the proposal before that day. ``reopened_at``: a closure or suspension was lifted
    before its end. ``contested``: the owner went to the Council of State, which has still to rule
    while ``council_appeal`` is true: suspended at ``stayed_at``, or annulled. ``unlisted``: the
    place has no permit of the city, and ``premises_id`` is a code that stands for its address.
    """

    __tablename__ = "sanction_case"
    __table_args__ = (one_of("state", SanctionState), one_of("sequel", Sequel))
    procedure: ClassVar[Procedure[Any, Any, Any]] = SANCTION

    case_id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    premises_id: UUID = Field(index=True)
    unlisted: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    owner: str | None = None
    state: SanctionState = Field(sa_type=code(SanctionState, varchar=True))
    fact_code: str
    fact_at: datetime = Field(sa_type=MOMENT)
    opened_at: datetime = Field(sa_type=MOMENT)
    warned_at: datetime | None = Field(default=None, sa_type=MOMENT)
    warned_on: date | None = None
    warned_from: datetime | None = Field(default=None, sa_type=MOMENT)
    warning_valid_until: date | None = None
    next_finding_id: UUID | None = None
    invited_at: datetime | None = Field(default=None, sa_type=MOMENT)
    hearing_at: datetime | None = Field(default=None, sa_type=MOMENT)
    invited_on: date | None = None
    notice_until: date | None = None
    defence_until: date | None = None
    defence_final: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    heard: bool = False
    proposed_kind: str | None = None
    adjourned_to: date | None = None
    decision_kind: str | None = None
    deciding_body: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    effective_from: datetime | None = Field(default=None, sa_type=MOMENT)
    effective_to: datetime | None = Field(default=None, sa_type=MOMENT)
    notified_at: datetime | None = Field(default=None, sa_type=MOMENT)
    effect_from: datetime | None = Field(default=None, sa_type=MOMENT)
    effect_to: datetime | None = Field(default=None, sa_type=MOMENT)
    complied: bool | None = None
    sequel: Sequel | None = Field(default=None, sa_type=code(Sequel, varchar=True))
    contested: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    council_appeal: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    undelivered: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    stayed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    annulled_at: datetime | None = Field(default=None, sa_type=MOMENT)
    reopened_at: datetime | None = Field(default=None, sa_type=MOMENT)

    def file(self) -> SanctionFile:
        return SanctionFile(
            state=self.state,
            undelivered=self.undelivered,
            warned=self.warned_at is not None,
            next_finding=self.next_finding_id is not None,
            heard=self.heard,
            defence_until=self.defence_until,
            defence_final=self.defence_final,
            hearing_on=self.hearing_at and city_day(self.hearing_at),
            invited_on=self.invited_on,
            notice_until=self.notice_until,
            takes_effect=self.restricts,
            may_be_lifted=self.restricts and self.decision_kind in LIFTED,
            effect_until=self.effect_to and city_day(self.effect_to),
            complied=self.complied,
            sequel=self.sequel is not None,
            contested=self.contested,
            appealed=self.council_appeal,
            decided=self.decision_kind is not None,
        )

    def forget_defence(self) -> None:
        """Take back that the owner was invited to a hearing, and came, wrote or stayed away."""
        self.invited_at = None
        self.hearing_at = self.defence_until = self.invited_on = self.notice_until = None
        self.heard = self.defence_final = False

    def forget_receipt(self) -> None:
        """Take back that the owner got the warning: its letter came back."""
        self.warned_on = self.warned_from = self.warning_valid_until = None

    def forget_proposal(self) -> None:
        """Take back what was proposed, and until when the body put it off."""
        self.proposed_kind = self.adjourned_to = None

    @property
    def last_letter_at(self) -> datetime | None:
        """When the last invitation left, or the warning before the first."""
        return self.invited_at or self.warned_at

    @property
    def restricts(self) -> bool:
        """Whether a notified decision restricts the premises, as far as its period lasts."""
        undone = self.reopened_at or self.stayed_at or self.annulled_at
        return self.effect_from is not None and undone is None

    def warning(self) -> OwnerWarning | None:
        """The warning, once sent; where its receipt was not kept, the day of its posting.

        None while the letter that came back was not replaced: no fact follows it.
        """
        if self.undelivered or self.warned_at is None or self.warning_valid_until is None:
            return None
        since = self.warned_from or self.warned_at
        return OwnerWarning(self.owner, self.fact_code, since, self.warning_valid_until)


HEAD = """
SELECT case_id, 'sanction-case' AS kind, number, state, fact_code, opened_at, premises_id,
       true AS at_college, council_appeal AS in_court, annulled_at IS NOT NULL AS annulled
  FROM sanction_case
"""
"""Its cases in a list of all procedures (``case_heads``)."""


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
    return (await tx.session.exec(_warned(premises_id).with_for_update())).all()


async def warned(tx: Transaction, premises_id: UUID) -> Sequence[SanctionCase]:
    """As :func:`warned_for_update`, only to be read."""
    return (await tx.session.exec(_warned(premises_id))).all()


def _warned(premises_id: UUID) -> SelectOfScalar[SanctionCase]:
    return (
        select(SanctionCase)
        .where(
            SanctionCase.premises_id == premises_id,
            SanctionCase.state == SanctionState.WAARSCHUWING_VERSTUURD,
        )
        .order_by(col(SanctionCase.warned_at).desc())
    )


async def undecided_for_update(
    tx: Transaction, premises_id: UUID, owner: str, fact_code: str
) -> Sequence[SanctionCase]:
    """The cases about a fact of an owner in premises that lack a decision, latest first."""
    query = (
        select(SanctionCase)
        .where(
            SanctionCase.premises_id == premises_id,
            SanctionCase.owner == owner,
            SanctionCase.fact_code == fact_code,
            col(SanctionCase.decision_kind).is_(None),
            SanctionCase.state != SanctionState.AFGESLOTEN,
        )
        .order_by(col(SanctionCase.opened_at).desc())
        .with_for_update()
    )
    return (await tx.session.exec(query)).all()


async def closing_for_update(tx: Transaction, code: UUID) -> Sequence[SanctionCase]:
    """The cases that close a place without a permit, or will once notified, by its code."""
    undone = (SanctionCase.reopened_at, SanctionCase.annulled_at)
    query = (
        select(SanctionCase)
        .where(
            SanctionCase.premises_id == code,
            col(SanctionCase.unlisted),
            col(SanctionCase.decision_kind).in_([str(kind) for kind in CLOSURES]),
            *(col(each).is_(None) for each in undone),
            or_(col(SanctionCase.effect_to).is_(None), col(SanctionCase.effect_to) > tx.now),
        )
        .order_by(SanctionCase.number)
        .with_for_update()
    )
    return (await tx.session.exec(query)).all()


async def withdraws(
    tx: Transaction, premises_id: UUID, owner: str, since: datetime, at: datetime
) -> bool:
    """Whether a case that ran at a moment proposes or decided to take back the declaration that
    this owner asked at ``since``; not once a decision was taken back or annulled. What a judge
    stayed may work again."""
    query = select(SanctionCase.case_id).where(
        SanctionCase.premises_id == premises_id,
        SanctionCase.owner == owner,
        SanctionCase.opened_at <= at,
        or_(
            col(SanctionCase.decision_kind) == SanctionKind.INTREKKING,
            and_(
                col(SanctionCase.decision_kind).is_(None),
                col(SanctionCase.proposed_kind) == SanctionKind.INTREKKING,
                col(SanctionCase.state) != SanctionState.AFGESLOTEN,
            ),
        ),
        or_(col(SanctionCase.notified_at).is_(None), col(SanctionCase.notified_at) >= since),
        col(SanctionCase.annulled_at).is_(None),
    )
    return (await tx.session.exec(query)).first() is not None


async def later_fact(tx: Transaction, premises_id: UUID, code: str, at: datetime) -> LaterFact:
    """A fact in premises, with whoever held the declaration then, or else asked for one last."""
    holder = await suitability.holder_at(tx, premises_id, at)
    owner = holder or await suitability.asked_last(tx, premises_id, at)
    return LaterFact(owner, code, at, holds=holder is not None)


async def proposed(tx: Transaction) -> Sequence[SanctionCase]:
    """The cases of which a body has still to decide the proposal, by number."""
    query = select(SanctionCase).where(
        col(SanctionCase.state).in_(PROPOSED),
        col(SanctionCase.proposed_kind).is_not(None),
    )
    return (await tx.session.exec(query.order_by(SanctionCase.number))).all()


async def next_finding(tx: Transaction, case: SanctionCase) -> Finding | None:
    """The finding of after the warning."""
    if case.next_finding_id is None:
        return None
    return await tx.session.get_one(Finding, case.next_finding_id)


async def next_fact_at(tx: Transaction, case: SanctionCase) -> datetime | None:
    """The moment of the fact that came after the warning."""
    finding = await next_finding(tx, case)
    return None if finding is None else finding.fact_at


async def unhandled_findings(tx: Transaction, case_id: UUID) -> Sequence[Finding]:
    """Findings in the premises of a case that have a case of their own, not past a warning."""
    case = await get(tx, case_id)
    query = (
        select(Finding)
        .join(SanctionCase, col(SanctionCase.case_id) == col(Finding.case_id))
        .where(
            or_(
                col(SanctionCase.premises_id) == case.premises_id,
                and_(col(SanctionCase.unlisted), true() if case.unlisted else false()),
            ),
            SanctionCase.case_id != case_id,
            col(SanctionCase.state).in_(LINKED_FROM),
        )
    )
    return (await tx.session.exec(query.order_by(col(Finding.fact_at)))).all()


async def move_finding(tx: Transaction, finding_id: UUID, case_id: UUID) -> None:
    """Let a finding belong to another case, which knows where it came from."""
    finding = await tx.session.get_one(Finding, finding_id)
    finding.came_from, finding.case_id = finding.case_id, case_id
    await tx.session.flush()


async def give_back_finding(tx: Transaction, finding: Finding, case_id: UUID) -> None:
    """Let a finding belong to its own case again."""
    finding.came_from, finding.case_id = None, case_id
    await tx.session.flush()


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
