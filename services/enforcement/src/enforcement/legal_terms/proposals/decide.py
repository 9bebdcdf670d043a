"""Decide on a proposed version of a legal term, by a second person."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor
from enforcement.legal_terms.proposals import store
from enforcement.legal_terms.proposals.rules import (
    ProposalDecidedError,
    ProposalState,
    SecondPersonNeededError,
    check,
)
from enforcement.legal_terms.rules import Unit


async def decide(
    tx: Transaction, proposal_id: UUID, actor: Actor, *, approved: bool, reason: str
) -> None:
    """Put the version in force from its day, or turn it down.

    Terms that run keep the dates that they were counted by. Raises ``RefusedError``.
    """
    proposal = await store.get(tx, proposal_id, lock=True)
    if proposal.state is not ProposalState.VOORGESTELD:
        raise ProposalDecidedError
    if proposal.proposed_by == actor.subject:
        raise SecondPersonNeededError
    proposal.state = ProposalState.GOEDGEKEURD if approved else ProposalState.AFGEWEZEN
    proposal.decided_at, proposal.decided_by = tx.now, actor.subject
    proposal.decided_function, proposal.decision_reason = str(actor.function), reason
    if approved:
        term = await store.term_file(tx, proposal.term_id)
        unit, newest = Unit(term.newest.unit), term.newest.valid_from
        check(store.draft_of(proposal), unit, newest, city_day(tx.now))
        await store.put_in_force(tx, proposal_id)
