"""Fine rules with their versions, and the proposals of new ones."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, false, text
from sqlmodel import Field, col, or_, select

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.tables import MOMENT, code, one_of
from chassis.web import Actor
from enforcement.fine_rules.rules import RuleDraft, Standing
from enforcement.gas import store as gas
from enforcement.gas.rules import MixedOffence
from enforcement.gas.store import GasRule
from enforcement.legal_terms.proposals.rules import ProposalState
from enforcement.tables import Table

WAITS = text("state = 'voorgesteld'")


class FineRuleProposal(Table, table=True):
    """A new version of a fine rule as somebody proposes it; its content is never changed.

    Who proposed and who decided are pseudonyms, and the database wants them to be two.
    """

    __tablename__ = "fine_rule_proposal"
    __table_args__ = (
        one_of("state", ProposalState),
        one_of("mixed", MixedOffence),
        CheckConstraint("decided_by <> proposed_by OR state = 'ingetrokken'", name="by_two"),
        Index("fine_rule_proposal_waits", "fact_code", unique=True, postgresql_where=WAITS),
    )

    proposal_id: UUID = Field(primary_key=True)
    fact_code: str
    valid_from: date
    article: str
    max_eur: int | None = None
    mixed: MixedOffence | None = Field(default=None, sa_type=code(MixedOffence))
    source: str
    withdraws: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """It takes back the version of that day, which does not hold yet."""
    reason: str
    state: ProposalState = Field(sa_type=code(ProposalState, varchar=True))
    proposed_at: datetime = Field(sa_type=MOMENT)
    proposed_by: str
    proposed_function: str
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_by: str | None = None
    decided_function: str | None = None
    decision_reason: str | None = None

    def draft(self) -> RuleDraft:
        return RuleDraft(
            self.fact_code, self.valid_from, self.article, self.max_eur, self.mixed, self.source
        )


PUT_IN_FORCE = "SELECT put_fine_rule_in_force($1)"
TAKE_BACK = "SELECT take_back_fine_rule($1, $2)"
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('fine rule ' || $1, 0))"


async def in_force(tx: Transaction, on: date) -> Sequence[GasRule]:
    """The rules that hold for facts of a day, by fact."""
    query = select(GasRule).where(
        col(GasRule.valid_from) <= on,
        or_(col(GasRule.valid_to).is_(None), col(GasRule.valid_to) > on),
    )
    return (await tx.session.exec(query.order_by(col(GasRule.fact_code)))).all()


async def to_come(tx: Transaction, today: date) -> Sequence[GasRule]:
    """Versions that were agreed and do not hold yet, the soonest first."""
    query = select(GasRule).where(col(GasRule.valid_from) > today)
    query = query.order_by(col(GasRule.valid_from), col(GasRule.fact_code))
    return (await tx.session.exec(query)).all()


async def versions(tx: Transaction, fact_code: str) -> Sequence[GasRule]:
    """Every version of the rule of a fact, the newest first; none while it has no own rule."""
    query = select(GasRule).where(GasRule.fact_code == fact_code)
    return (await tx.session.exec(query.order_by(col(GasRule.valid_from).desc()))).all()


async def standing(tx: Transaction, fact_code: str, since: date, until: date) -> Standing:
    """What holds on a day, and on each later one, up to the last, on which a version of the fact's
    own rule or of that for every fact begins or ends.
    """
    own = await versions(tx, fact_code)
    turns = [
        day
        for each in (*own, *await versions(tx, gas.ANY_FACT))
        for day in (each.valid_from, each.valid_to)
        if day is not None and since < day <= until
    ]
    rules = [await gas.rule_of(tx, fact_code, day) for day in (since, *turns)]
    return Standing(
        next((each.valid_from for each in own), None),
        tuple((rule.max_eur, rule.mixed) if rule else (None, None) for rule in rules),
    )


async def before(tx: Transaction, draft: RuleDraft) -> GasRule | None:
    """The rule that holds for the fact on the day before a draft begins: its own, or that of every
    fact.
    """
    return await gas.rule_of(tx, draft.fact_code, draft.valid_from - timedelta(days=1))


async def waiting(tx: Transaction, fact_code: str | None = None) -> Sequence[FineRuleProposal]:
    """Proposals that nobody decided on, the oldest first; of one fact, or of all."""
    query = select(FineRuleProposal).where(FineRuleProposal.state == ProposalState.VOORGESTELD)
    if fact_code is not None:
        query = query.where(FineRuleProposal.fact_code == fact_code)
    return (await tx.session.exec(query.order_by(col(FineRuleProposal.proposed_at)))).all()


async def wait_for_others(tx: Transaction, fact_code: str) -> None:
    """Two who propose for one fact at once: the second sees the proposal of the first."""
    await tx.conn.execute(ONE_AT_A_TIME, fact_code)


async def get(tx: Transaction, proposal_id: UUID, *, lock: bool = False) -> FineRuleProposal:
    """Raises ``NotFoundError``."""
    proposal = await tx.session.get(FineRuleProposal, proposal_id, with_for_update=lock or None)
    if proposal is None:
        raise NotFoundError(lazy("Dit voorstel"))
    return proposal


def add(
    tx: Transaction,
    proposal_id: UUID,
    draft: RuleDraft,
    reason: str,
    actor: Actor,
    *,
    withdraws: bool = False,
) -> None:
    tx.session.add(
        FineRuleProposal(
            proposal_id=proposal_id,
            fact_code=draft.fact_code,
            valid_from=draft.valid_from,
            article=draft.article,
            max_eur=draft.max_eur,
            mixed=draft.mixed,
            source=draft.source,
            withdraws=withdraws,
            reason=reason,
            state=ProposalState.VOORGESTELD,
            proposed_at=tx.now,
            proposed_by=actor.subject,
            proposed_function=str(actor.function),
        )
    )


async def put_in_force(tx: Transaction, proposal_id: UUID) -> None:
    """Make the approved proposal the newest version; the one before ends on its first day.

    The service may not write the rules itself: the database does, from the proposal.
    """
    await tx.session.flush()
    await tx.conn.execute(PUT_IN_FORCE, proposal_id)


async def take_back(tx: Transaction, proposal_id: UUID, today: date) -> None:
    """Take the newest version away, as an approved proposal says; the one before goes on."""
    await tx.session.flush()
    await tx.conn.execute(TAKE_BACK, proposal_id, today)
