"""Fine cases: the table, lists, and one case for reading or for a step."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Field, col, or_, select

from chassis.days import day_start
from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from chassis.web import PageRequest
from contracts.codes import AppealVerdict, MediationResult
from enforcement.cases.rules import CaseNotFoundError, Procedure
from enforcement.cases.store.findings import Finding
from enforcement.gas.rules import (
    GAS,
    UNDER_INQUIRY,
    CommunityServiceResult,
    DefenceOutcome,
    GasFile,
    GasState,
    MixedOffence,
    Part,
    Prosecution,
    ProsecutorAnswer,
    may_be_victim,
)
from enforcement.gas.rules.states import FALLEN, STANDING, WEIGHED
from enforcement.gas.rules.waiting import APPEAL_RUNS
from enforcement.tables import Table


class GasCase(Table, table=True):
    """``decide_by`` is the legal last day of the decision, ``safe_by`` the internal one.

    Amounts are whole euros; days are days in Brussels. ``minor`` is empty while nobody can say
    whether the person was of age. ``mediator``, ``decider`` and ``finder`` are pseudonyms.
    ``prosecutor_copy_proof`` is a document of the case. ``untold`` and its like are counted by
    :mod:`enforcement.gas.person_terms`.
    """

    __tablename__ = "gas_case"
    __table_args__ = (
        one_of("state", GasState),
        one_of("mixed", MixedOffence),
        one_of("prosecutor_answer", ProsecutorAnswer),
        one_of("prosecution", Prosecution),
        one_of("mediation_result", MediationResult),
        one_of("service_result", CommunityServiceResult),
        one_of("defence_outcome", DefenceOutcome),
        one_of("verdict", AppealVerdict),
    )
    procedure: ClassVar[Procedure[Any, Any, Any]] = GAS

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
    on_hold: bool = False
    competent: bool = True
    minor: bool | None = None
    mixed: MixedOffence | None = Field(default=None, sa_type=code(MixedOffence))
    prosecutor_until: date | None = None
    prosecutor_answer: ProsecutorAnswer | None = Field(default=None, sa_type=code(ProsecutorAnswer))
    prosecutor_silent: bool = False
    envisaged: int | None = None
    hearing_threshold: int = 70
    start_notified_on: date | None = None
    defence_until: date | None = None
    not_contested: bool = False
    defended: bool = False
    hearing_asked: bool = False
    hearing_done: bool = False
    bar_notified_on: date | None = None
    mediation_offered_on: date | None = None
    mediation_accepted_on: date | None = None
    mediation_result: MediationResult | None = Field(default=None, sa_type=code(MediationResult))
    mediator: str | None = None
    service_hours: int | None = None
    service_until: date | None = None
    service_result: CommunityServiceResult | None = Field(
        default=None, sa_type=code(CommunityServiceResult)
    )
    victim_checked_on: date | None = None
    amount: int | None = None
    decided_on: date | None = None
    decider: str | None = None
    defence_outcome: DefenceOutcome | None = Field(default=None, sa_type=code(DefenceOutcome))
    recidivism: bool | None = None
    decision_notified_on: date | None = None
    appeal_until: date | None = None
    appealed_on: date | None = None
    verdict: AppealVerdict | None = Field(default=None, sa_type=code(AppealVerdict))
    judged_on: date | None = None
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    service_accepted_on: date | None = None
    finder: str | None = None
    finder_checked_by: str | None = None
    finder_checked_on: date | None = None
    counsel_named_on: date | None = None
    prosecutor_copied_on: date | None = None
    prosecutor_copy_proof: UUID | None = None
    untold: int = 0
    unoffered: int = 0
    undecided: int = 0
    waived_by: list[str] = Field(default_factory=list, sa_type=DOCUMENT)
    """Persons who said that they have no more to say, as letters know them."""
    waived: bool = False
    """Everybody said so who has a term."""
    imposed_amount: int | None = None
    """The fine as first decided, of one whose amount was corrected."""
    uncorrected: int = 0
    undelivered: bool = False
    prosecution: Prosecution | None = Field(default=None, sa_type=code(Prosecution, varchar=True))
    """What was heard last of these facts before a criminal court."""
    prosecution_bars: bool = False
    prosecution_weighed_on: date | None = None
    others_may_be_victim: bool = False
    """Facts that came to the case may be about somebody who is exploited, whatever its own role."""

    @property
    def is_ruled(self) -> bool:
        """A court ruled on the fine, and nobody only took an appeal back."""
        return self.judged_on is not None and self.verdict is not AppealVerdict.AFSTAND

    @property
    def is_prosecuted(self) -> bool:
        """Nobody said yet why the city goes on beside the prosecutor or a criminal court."""
        return self.prosecution is not None and self.prosecution_weighed_on is None

    def part(self) -> Part:
        """The facts of the case, as they would come into another one."""
        return Part(
            competent=self.competent,
            minor=self.minor,
            may_be_victim=self.others_may_be_victim or may_be_victim(self.offender_role),
            mixed=self.mixed,
            prosecutor_answer=self.prosecutor_answer,
            prosecutor_until=self.prosecutor_until,
            prosecutor_silent=self.prosecutor_silent,
        )

    def file(self) -> GasFile:
        return GasFile(
            state=self.state,
            undelivered=self.undelivered,
            on_hold=self.on_hold,
            competent=self.competent,
            minor=bool(self.minor),
            mixed=self.mixed,
            prosecutor_answer=self.prosecutor_answer,
            prosecutor_until=self.prosecutor_until,
            prosecutor_silent=self.prosecutor_silent,
            prosecuted=self.is_prosecuted,
            barred=self.prosecution_bars,
            envisaged=self.envisaged,
            hearing_threshold=self.hearing_threshold,
            start_notified_on=self.start_notified_on,
            defence_until=self.defence_until,
            not_contested=self.not_contested,
            defended=self.defended,
            waived=self.waived,
            hearing_asked=self.hearing_asked,
            hearing_done=self.hearing_done,
            bar_notified=self.bar_notified_on is not None,
            counsel_named=self.counsel_named_on is not None,
            prosecutor_copied=self.prosecutor_copied_on is not None,
            untold=self.untold,
            unoffered=self.unoffered,
            undecided=self.undecided,
            uncorrected=self.uncorrected,
            mediation_offered=self.mediation_offered_on is not None,
            mediation_accepted=self.mediation_accepted_on is not None,
            mediation_ended=self.mediation_result is not None,
            mediator=self.mediator,
            finder=self.finder,
            finder_checked_by=self.finder_checked_by,
            service_accepted=self.service_accepted_on is not None,
            victim_checked_on=self.victim_checked_on,
            may_be_victim=self.others_may_be_victim or may_be_victim(self.offender_role),
            decide_by=self.decide_by,
            notified_on=self.decision_notified_on,
            appeal_until=self.appeal_until,
            judged=self.is_ruled,
        )


class GasJoin(Table, table=True):
    """One case that went into another, until somebody separates them.

    ``before`` is what the other case was without these facts; ``terms`` those that ran here.
    """

    __tablename__ = "gas_join"

    case_id: UUID = Field(primary_key=True, foreign_key="gas_case.case_id")
    into_id: UUID = Field(index=True, foreign_key="gas_case.case_id")
    joined_at: datetime = Field(sa_type=MOMENT)
    state: GasState = Field(sa_type=code(GasState, varchar=True))
    before: dict[str, Any] = Field(default_factory=dict, sa_type=DOCUMENT)
    terms: list[str] = Field(default_factory=list, sa_type=DOCUMENT)


class GasRule(Table, table=True):
    """The city's own rule for a fact: its article, its maximum, and whether the law knows it too.

    ``fact_code`` is ``*`` for every fact without a rule of its own; ``valid_to`` is the first day
    it no longer holds. ``max_eur`` is empty where the rule sets no fine. ``before_until`` is the
    end that the version before it had until this one was agreed.
    """

    __tablename__ = "gas_rule"
    __table_args__ = (one_of("mixed", MixedOffence),)

    fact_code: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    article: str
    max_eur: int | None = None
    mixed: MixedOffence | None = Field(default=None, sa_type=code(MixedOffence))
    source: str
    before_until: date | None = None


ANY_FACT = "*"


HEAD = f"""
SELECT case_id, 'gas-case' AS kind, number, state, fact_code, opened_at, premises_id,
       true AS at_college,
       state = '{GasState.BEROEP_INGESTELD}' AS in_court, false AS annulled
  FROM gas_case
"""  # noqa: S608  # our own states
"""Its cases in a list of all procedures (``case_heads``)."""
DEBT_HEADS = f"""
SELECT case_id, number, state = '{GasState.VERNIETIGD}' AS annulled, on_hold,
       on_hold OR uncorrected > 0
       OR (prosecution IS NOT NULL AND prosecution_weighed_on IS NULL)
       OR state IN ({", ".join(f"'{state}'" for state in sorted(APPEAL_RUNS))}) AS waits
  FROM gas_case
"""  # noqa: S608  # our own states
"""Fines as finance lists them: what is annulled, and of which nothing is asked now."""


async def fined_for(
    tx: Transaction, fact_codes: Collection[str], *, before: date
) -> Sequence[GasCase]:
    """Cases in which a fine for one of these infractions was notified, decided before a day.

    One that was notified too late waits in its state to lapse (art. 26), and is no sanction.
    """
    about = select(Finding.case_id).where(col(Finding.fact_code).in_(fact_codes))
    query = select(GasCase).where(
        col(GasCase.case_id).in_(about),
        col(GasCase.decided_on) <= before,
        col(GasCase.decision_notified_on).is_not(None),
        col(GasCase.state).not_in((GasState.GELDBOETE_OPGELEGD, *FALLEN)),
    )
    return (await tx.session.exec(query)).all()


async def repeating(
    tx: Transaction, fact_codes: Collection[str], *, since: date
) -> Sequence[GasCase]:
    """Fines that stand for one of these infractions, and that weighed an earlier one, locked."""
    about = select(Finding.case_id).where(col(Finding.fact_code).in_(fact_codes))
    query = select(GasCase).where(
        col(GasCase.case_id).in_(about),
        col(GasCase.recidivism).is_(True),
        col(GasCase.decided_on) >= since,
        col(GasCase.state).not_in(FALLEN),
    )
    return (await tx.session.exec(query.order_by(GasCase.number).with_for_update())).all()


async def rule_of(tx: Transaction, fact_code: str, on: date) -> GasRule | None:
    """The city's rule for a fact on its day: the fact's own before the one for every fact."""
    query = select(GasRule).where(
        col(GasRule.fact_code).in_((fact_code, ANY_FACT)),
        col(GasRule.valid_from) <= on,
        or_(col(GasRule.valid_to).is_(None), col(GasRule.valid_to) > on),
    )
    rules = {rule.fact_code: rule for rule in (await tx.session.exec(query)).all()}
    return rules.get(fact_code) or rules.get(ANY_FACT)


async def of_facts_since(tx: Transaction, since: date) -> Sequence[GasCase]:
    """Cases with a fine in view or decided that stands, of facts from a day on, by number."""
    facts = select(Finding.case_id).where(col(Finding.fact_at) >= day_start(since))
    query = select(GasCase).where(
        col(GasCase.case_id).in_(facts), col(GasCase.state).in_((*WEIGHED, *STANDING))
    )
    return (await tx.session.exec(query.order_by(GasCase.number))).all()


async def untouched_of_report(tx: Transaction, report_number: str) -> Sequence[UUID]:
    """Cases about facts of a report for which nothing was sent yet."""
    query = (
        select(col(GasCase.case_id))
        .join(Finding, col(Finding.case_id) == col(GasCase.case_id))
        .where(
            Finding.report_number == report_number,
            col(GasCase.state).in_(UNDER_INQUIRY),
            col(GasCase.competent),
        )
        .distinct()
    )
    return (await tx.session.exec(query)).all()


async def by_number(tx: Transaction, number: str) -> GasCase | None:
    return (await tx.session.exec(select(GasCase).where(GasCase.number == number))).first()


async def joins_into(tx: Transaction, into_id: UUID) -> Sequence[GasJoin]:
    """The cases that went into this one, the last of them first."""
    query = select(GasJoin).where(GasJoin.into_id == into_id)
    return (await tx.session.exec(query.order_by(col(GasJoin.joined_at).desc()))).all()


async def joined_to(tx: Transaction, into_id: UUID) -> Sequence[GasCase]:
    """The cases that went into this one, by number."""
    query = select(GasCase).join(GasJoin, col(GasJoin.case_id) == col(GasCase.case_id))
    query = query.where(GasJoin.into_id == into_id).order_by(GasCase.number)
    return (await tx.session.exec(query)).all()


async def joined_into(tx: Transaction, case_id: UUID) -> GasCase | None:
    """The case that this one went into; None for a case of its own."""
    query = select(GasCase).join(GasJoin, col(GasJoin.into_id) == col(GasCase.case_id))
    return (await tx.session.exec(query.where(GasJoin.case_id == case_id))).first()


async def join_of(tx: Transaction, case_id: UUID) -> GasJoin | None:
    """The join by which a case went into another; None for a case of its own."""
    return await tx.session.get(GasJoin, case_id)


async def under_inquiry(
    tx: Transaction, case_id: UUID, since: datetime, until: datetime, size: int
) -> Sequence[GasCase]:
    """Other cases for which nothing was sent, with a fact between two moments."""
    facts = select(Finding.case_id).where(col(Finding.fact_at).between(since, until))
    query = select(GasCase).where(
        GasCase.case_id != case_id,
        col(GasCase.state).in_(UNDER_INQUIRY),
        col(GasCase.competent),
        col(GasCase.case_id).in_(facts),
    )
    return (await tx.session.exec(query.order_by(col(GasCase.number)).limit(size))).all()


async def get(tx: Transaction, case_id: UUID) -> GasCase:
    """Raises ``CaseNotFoundError``."""
    case = await tx.session.get(GasCase, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def find_for_update(tx: Transaction, case_id: UUID) -> GasCase | None:
    """As it is once nobody else changes it, whatever this transaction read before."""
    return await tx.session.get(GasCase, case_id, with_for_update=True, populate_existing=True)


async def get_for_update(tx: Transaction, case_id: UUID) -> GasCase:
    """Raises ``CaseNotFoundError``."""
    case = await find_for_update(tx, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


async def lock_each(tx: Transaction, case_ids: Iterable[UUID]) -> dict[UUID, GasCase]:
    """Several cases, in the one order in which nobody waits for who waits for them.

    Raises ``CaseNotFoundError``.
    """
    return {case_id: await get_for_update(tx, case_id) for case_id in sorted(case_ids)}


async def lock(tx: Transaction, case_id: UUID) -> GasCase:
    """A case with the one that it went into, which its separation needs too.

    Raises ``CaseNotFoundError``.
    """
    query = select(GasJoin.into_id).where(GasJoin.case_id == case_id)
    into = (await tx.session.exec(query)).all()
    return (await lock_each(tx, {case_id, *into}))[case_id]


async def page(
    tx: Transaction, paging: PageRequest, *, finding_id: UUID | None, state: GasState | None
) -> Sequence[GasCase]:
    """The most urgent first: by safe date. One row more than the page holds.

    ``finding_id`` finds a case by any of its findings.
    """
    query = select(GasCase)
    if finding_id is not None:
        of_finding = select(Finding.case_id).where(Finding.finding_id == finding_id)
        query = query.where(col(GasCase.case_id).in_(of_finding))
    if state is not None:
        query = query.where(GasCase.state == state)
    query = query.order_by(col(GasCase.safe_by), GasCase.number)
    query = query.limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()
