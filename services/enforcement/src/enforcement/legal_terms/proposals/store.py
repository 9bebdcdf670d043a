"""Proposals of new versions of the law, and the versions that stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.tables import MOMENT, code, one_of
from chassis.web import Actor
from enforcement.legal_terms.proposals.rules import Draft, ProposalState
from enforcement.legal_terms.rules import Confidence, Roll
from enforcement.legal_terms.store import LegalTerm
from enforcement.tables import Table

WAITS = text("state = 'voorgesteld'")


class TermProposal(Table, table=True):
    """A new version of a legal term as somebody proposes it; its content is never changed.

    Who proposed and who decided are pseudonyms, and the database wants them to be two.
    """

    __tablename__ = "term_proposal"
    __table_args__ = (
        one_of("state", ProposalState),
        CheckConstraint("decided_by <> proposed_by OR state = 'ingetrokken'", name="by_two"),
        Index("term_proposal_waits", "term_id", unique=True, postgresql_where=WAITS),
    )

    proposal_id: UUID = Field(primary_key=True)
    term_id: str
    valid_from: date
    value: int | None = None
    description: str
    roll_rule: str
    legal_basis_id: str
    source_url: str | None = None
    verified_on: date | None = None
    confidence: str
    warn_before_days: int
    note: str | None = None
    reason: str
    state: ProposalState = Field(sa_type=code(ProposalState, varchar=True))
    proposed_at: datetime = Field(sa_type=MOMENT)
    proposed_by: str
    proposed_function: str
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_by: str | None = None
    decided_function: str | None = None
    decision_reason: str | None = None


@dataclass(frozen=True, slots=True)
class TermFile:
    """A legal term with its versions and its proposals, the newest first."""

    versions: Sequence[LegalTerm]
    proposals: Sequence[TermProposal]

    @property
    def newest(self) -> LegalTerm:
        return self.versions[0]

    @property
    def waiting(self) -> TermProposal | None:
        waits = (each for each in self.proposals if each.state is ProposalState.VOORGESTELD)
        return next(waits, None)


PUT_IN_FORCE = "SELECT put_legal_term_in_force($1)"


async def term_file(tx: Transaction, term_id: str) -> TermFile:
    """Raises ``NotFoundError``."""
    versions = select(LegalTerm).where(LegalTerm.id == term_id)
    proposals = select(TermProposal).where(TermProposal.term_id == term_id)
    found = TermFile(
        (await tx.session.exec(versions.order_by(col(LegalTerm.valid_from).desc()))).all(),
        (await tx.session.exec(proposals.order_by(col(TermProposal.proposed_at).desc()))).all(),
    )
    if not found.versions:
        raise NotFoundError(lazy("Deze termijn"))
    return found


async def waiting(tx: Transaction) -> Sequence[TermProposal]:
    """Proposals that nobody decided on, the oldest first."""
    query = select(TermProposal).where(TermProposal.state == ProposalState.VOORGESTELD)
    return (await tx.session.exec(query.order_by(col(TermProposal.proposed_at)))).all()


async def get(tx: Transaction, proposal_id: UUID, *, lock: bool = False) -> TermProposal:
    """Raises ``NotFoundError``."""
    proposal = await tx.session.get(TermProposal, proposal_id, with_for_update=lock or None)
    if proposal is None:
        raise NotFoundError(lazy("Dit voorstel"))
    return proposal


def add(
    tx: Transaction, proposal_id: UUID, term_id: str, draft: Draft, reason: str, actor: Actor
) -> None:
    tx.session.add(
        TermProposal(
            proposal_id=proposal_id,
            term_id=term_id,
            valid_from=draft.valid_from,
            value=draft.value,
            description=draft.description,
            roll_rule=str(draft.roll),
            legal_basis_id=draft.legal_basis_id,
            source_url=draft.source_url,
            verified_on=draft.verified_on,
            confidence=str(draft.confidence),
            warn_before_days=draft.warn_before_days,
            note=draft.note,
            reason=reason,
            state=ProposalState.VOORGESTELD,
            proposed_at=tx.now,
            proposed_by=actor.subject,
            proposed_function=str(actor.function),
        )
    )


async def put_in_force(tx: Transaction, proposal_id: UUID) -> None:
    """Make the approved proposal the newest version; the one before ends on its first day.

    The service may not write the law itself: the database does, from the proposal.
    """
    await tx.session.flush()
    await tx.conn.execute(PUT_IN_FORCE, proposal_id)


def draft_of(proposal: TermProposal) -> Draft:
    return Draft(
        valid_from=proposal.valid_from,
        value=proposal.value,
        description=proposal.description,
        roll=Roll(proposal.roll_rule),
        legal_basis_id=proposal.legal_basis_id,
        source_url=proposal.source_url,
        verified_on=proposal.verified_on,
        confidence=Confidence(proposal.confidence),
        warn_before_days=proposal.warn_before_days,
        note=proposal.note,
    )
