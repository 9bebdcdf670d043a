"""Integrity investigations, and what was found in one: kept apart, since it goes much sooner."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import and_, false, or_
from sqlmodel import Field, col, select

from chassis.days import city_day
from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from chassis.web import PageRequest
from contracts.codes import CouncilRuling
from enforcement.cases.rules import CaseNotFoundError, Procedure
from enforcement.council_of_state.rules import Urgency
from enforcement.integrity_investigations.rules import (
    INTEGRITY,
    IntegrityFile,
    IntegrityState,
    Measure,
    Outcome,
    Reversal,
    Source,
    Subject,
)
from enforcement.suitability.store import Dossier
from enforcement.tables import Table


class IntegrityInvestigation(Table, table=True):
    """``owner`` is the code of who operates or will; no person is named.

    ``ordinance`` is the reference of the one in force at the start. The invitation arrived on
    ``invited_on`` and gave time to prepare until ``notice_until``, which is empty for who asked to
    come sooner. ``heard``: they came, wrote or
    stayed away after an invitation. ``months`` is how long a suspension lasts, counted from the day
    on which it works. ``effect_after`` is the last day of the waiting time after the notification.
    ``stayed_at``: it waits for a judge since then, or one suspended it. ``undone_at``: the college
    took the decision back, or a judge did. ``contested``: somebody went to the Council of State at
    ``appealed_at``, which has still to rule while ``council_appeal``, latest with ``ruling``.
    ``data_erased_at``: what was found is destroyed. ``defence_answer``: what the letter of a
    measure says to the defence, None where a release before did not ask. ``reversal``: why the
    college took it back for good, empty where a release before did not keep that.
    """

    __tablename__ = "integrity_investigation"
    __table_args__ = (
        one_of("state", IntegrityState),
        one_of("subject", Subject),
        one_of("proposed", Measure),
        one_of("decided", Measure),
        one_of("urgency", Urgency),
        one_of("ruling", CouncilRuling),
    )
    procedure: ClassVar[Procedure[Any, Any, Any]] = INTEGRITY

    case_id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    premises_id: UUID = Field(foreign_key="premises.premises_id", index=True)
    dossier_id: UUID | None = Field(default=None, foreign_key="dossier.dossier_id")
    owner: str
    subject: Subject = Field(sa_type=code(Subject, varchar=True))
    state: IntegrityState = Field(sa_type=code(IntegrityState, varchar=True))
    ordinance: str
    started_at: datetime = Field(sa_type=MOMENT)
    register_consulted: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    extended: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    advice_asked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    admissible: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    advised_at: datetime | None = Field(default=None, sa_type=MOMENT)
    invited_at: datetime | None = Field(default=None, sa_type=MOMENT)
    hearing_at: datetime | None = Field(default=None, sa_type=MOMENT)
    invited_on: date | None = None
    notice_until: date | None = None
    heard: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    no_hearing_wanted: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    proposed: Measure | None = Field(default=None, sa_type=code(Measure, varchar=True))
    proposal: str | None = None
    proposed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    grounds: list[str] = Field(default_factory=list, sa_type=DOCUMENT)
    decided: Measure | None = Field(default=None, sa_type=code(Measure, varchar=True))
    decision: str | None = None
    defence_answer: str | None = None
    reversal: Reversal | None = Field(default=None, sa_type=code(Reversal, varchar=True))
    conditions: str | None = None
    months: int | None = None
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    notified_at: datetime | None = Field(default=None, sa_type=MOMENT)
    effect_after: date | None = None
    effect_from: datetime | None = Field(default=None, sa_type=MOMENT)
    effect_to: datetime | None = Field(default=None, sa_type=MOMENT)
    passed_on_at: datetime | None = Field(default=None, sa_type=MOMENT)
    lifted_at: datetime | None = Field(default=None, sa_type=MOMENT)
    undone_at: datetime | None = Field(default=None, sa_type=MOMENT)
    appealed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    contested: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    undelivered: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    council_appeal: bool = Field(
        default=False, sa_column_kwargs={"name": "appeal_pending", "server_default": false()}
    )
    urgency: Urgency | None = Field(default=None, sa_type=code(Urgency, varchar=True))
    ruling: CouncilRuling | None = Field(default=None, sa_type=code(CouncilRuling, varchar=True))
    stayed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    data_erased_at: datetime | None = Field(default=None, sa_type=MOMENT)

    def file(self) -> IntegrityFile:
        return IntegrityFile(
            state=self.state,
            undelivered=self.undelivered,
            subject=self.subject,
            register_consulted=self.register_consulted,
            extended=self.extended,
            admissible=self.admissible,
            advised=self.advised_at is not None,
            heard=self.heard,
            hearing_on=self.hearing_at and city_day(self.hearing_at),
            invited_on=self.invited_on,
            notice_until=self.notice_until,
            no_hearing_wanted=self.no_hearing_wanted,
            proposed=self.proposed,
            effect_after=self.effect_after,
            works=self.works,
            suspends=self.decided is Measure.SCHORSING,
            undone=self.undone_at is not None,
            passed_on=self.passed_on_at is not None,
            decided=self.decided,
            over=self.lifted_at is not None
            or (self.undone_at is not None and self.notified_at is None),
            erased=self.data_erased_at is not None,
            stayed=self.stayed_at is not None,
            notified=self.notified_at is not None,
            contested=self.contested,
            appealed=self.council_appeal,
        )

    @property
    def works(self) -> bool:
        """Whether the decision restricts now, as far as its period lasts."""
        ended = self.lifted_at or self.undone_at or self.stayed_at
        return self.effect_from is not None and ended is None


class IntegrityFinding(Table, table=True):
    """A source and its answer; ``outcome`` and ``note`` are empty once they had to be destroyed.

    Source and day stay: the law asks for a list of what was consulted (art. 119quater §3).
    """

    __tablename__ = "integrity_finding"
    __table_args__ = (one_of("source", Source), one_of("outcome", Outcome))

    finding_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="integrity_investigation.case_id", index=True)
    source: Source = Field(sa_type=code(Source, varchar=True))
    said_at: datetime = Field(sa_type=MOMENT)
    outcome: Outcome | None = Field(default=None, sa_type=code(Outcome, varchar=True))
    note: str | None = None


ERASE_FINDINGS = """
UPDATE integrity_finding SET outcome = NULL, note = NULL
 WHERE case_id = $1 AND (outcome IS NOT NULL OR note IS NOT NULL)
"""
ERASE_ADVICE = (
    """
    DELETE FROM document_picture x USING case_document d
     WHERE d.document_id = x.document_id AND d.case_id = $1 AND d.kind = 'ander'
    """,
    "DELETE FROM case_document WHERE case_id = $1 AND kind = 'ander'",
)
"""The file with the directorate's advice, also one that another took the place of."""
DESTROY = (
    "DELETE FROM letter WHERE case_id = $1",
    """
    DELETE FROM document_picture x USING case_document d
     WHERE d.document_id = x.document_id AND d.case_id = $1
    """,
    "DELETE FROM case_document WHERE case_id = $1",
    "DELETE FROM addressee WHERE case_id = $1",
    "DELETE FROM council_appeal WHERE case_id = $1",
    "DELETE FROM earlier_council_appeal WHERE case_id = $1",
    "DELETE FROM integrity_finding WHERE case_id = $1",
    "DELETE FROM case_term WHERE case_id = $1",
    "DELETE FROM integrity_investigation WHERE case_id = $1",
)


COUNTS = """
SELECT state, count(*) AS many FROM integrity_investigation
 WHERE NOT $1 OR proposed_at IS NOT NULL GROUP BY state
"""


HEAD = """
SELECT case_id, 'integrity-investigation' AS kind, number, state, NULL, started_at AS opened_at,
       premises_id, proposed_at IS NOT NULL AS at_college, appeal_pending AS in_court,
       undone_at IS NOT NULL AS annulled
  FROM integrity_investigation
"""
"""Its cases in a list of all procedures (``case_heads``)."""


async def get(tx: Transaction, case_id: UUID) -> IntegrityInvestigation:
    """Raises ``CaseNotFoundError``."""
    case = await tx.session.get(IntegrityInvestigation, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def find_for_update(tx: Transaction, case_id: UUID) -> IntegrityInvestigation | None:
    return await tx.session.get(IntegrityInvestigation, case_id, with_for_update=True)


async def get_for_update(tx: Transaction, case_id: UUID) -> IntegrityInvestigation:
    """Raises ``CaseNotFoundError``."""
    case = await find_for_update(tx, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def findings(tx: Transaction, case_id: UUID) -> Sequence[IntegrityFinding]:
    """By the day on which each was said."""
    query = select(IntegrityFinding).where(IntegrityFinding.case_id == case_id)
    return (await tx.session.exec(query.order_by(col(IntegrityFinding.said_at)))).all()


async def dossier_by_number(tx: Transaction, number: str) -> Dossier | None:
    """A dossier of a declaration by the number that people read, locked."""
    query = select(Dossier).where(Dossier.number == number).with_for_update()
    return (await tx.session.exec(query)).first()


async def runs_for(tx: Transaction, premises_id: UUID, owner: str) -> bool:
    """Whether an investigation of the same owner in the same premises has not ended."""
    query = select(IntegrityInvestigation.case_id).where(
        IntegrityInvestigation.premises_id == premises_id,
        IntegrityInvestigation.owner == owner,
        IntegrityInvestigation.state != IntegrityState.AFGESLOTEN,
    )
    return (await tx.session.exec(query)).first() is not None


async def withdraws(tx: Transaction, dossier_id: UUID, owner: str, at: datetime) -> bool:
    """Whether an investigation of this owner that ran at a moment proposes or decided to take back
    this declaration; not once a decision was taken back or annulled. What a judge stayed may work
    again."""
    query = select(IntegrityInvestigation.case_id).where(
        IntegrityInvestigation.dossier_id == dossier_id,
        IntegrityInvestigation.owner == owner,
        IntegrityInvestigation.started_at <= at,
        or_(
            col(IntegrityInvestigation.decided) == Measure.OPHEFFING,
            and_(
                col(IntegrityInvestigation.decided).is_(None),
                col(IntegrityInvestigation.proposed) == Measure.OPHEFFING,
                col(IntegrityInvestigation.state) != IntegrityState.AFGESLOTEN,
            ),
        ),
        col(IntegrityInvestigation.undone_at).is_(None),
    )
    return (await tx.session.exec(query)).first() is not None


async def erase_findings(tx: Transaction, case_id: UUID) -> None:
    """Destroy what the sources said; which were asked stays."""
    await tx.session.flush()
    for statement in (ERASE_FINDINGS, *ERASE_ADVICE):
        await tx.conn.execute(statement, case_id)


async def destroy(tx: Transaction, case_id: UUID) -> None:
    """Destroy the whole file, its letters too; its timeline names nobody and stays."""
    await tx.session.flush()
    for statement in DESTROY:
        await tx.conn.execute(statement, case_id)


async def page(
    tx: Transaction, paging: PageRequest, state: IntegrityState | None, *, proposed: bool
) -> Sequence[IntegrityInvestigation]:
    """By number, with ``proposed`` only those that reached the college.

    One row more than the page holds, so that the caller knows if another follows.
    """
    query = select(IntegrityInvestigation)
    if proposed:
        query = query.where(col(IntegrityInvestigation.proposed_at).is_not(None))
    if state is not None:
        query = query.where(IntegrityInvestigation.state == state)
    query = query.order_by(IntegrityInvestigation.number)
    query = query.limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()


async def counts(tx: Transaction, *, proposed: bool) -> dict[str, int]:
    """The number of investigations in each state that has any; ``proposed`` as for a page."""
    rows = await tx.conn.fetch(COUNTS, proposed)
    return {row["state"]: row["many"] for row in rows}
