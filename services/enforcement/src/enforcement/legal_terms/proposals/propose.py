"""Propose a new version of a legal term, or take the proposal back."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotPermittedError
from chassis.web import Actor
from enforcement.legal_terms.proposals import store
from enforcement.legal_terms.proposals.rules import (
    Draft,
    ProposalDecidedError,
    ProposalState,
    ProposalWaitsError,
    check,
)
from enforcement.legal_terms.rules import Unit


async def propose(
    tx: Transaction, proposal_id: UUID, term_id: str, draft: Draft, reason: str, actor: Actor
) -> None:
    """Nothing holds by it before a second person agrees. Raises ``RefusedError``."""
    term = await store.term_file(tx, term_id)
    if term.waiting is not None:
        raise ProposalWaitsError
    check(draft, Unit(term.newest.unit), term.newest.valid_from, city_day(tx.now))
    store.add(tx, proposal_id, term_id, draft, reason, actor)


async def withdraw(tx: Transaction, proposal_id: UUID, actor: Actor) -> None:
    """Take back one's own proposal. Raises ``RefusedError``."""
    proposal = await store.get(tx, proposal_id, lock=True)
    if proposal.state is not ProposalState.VOORGESTELD:
        raise ProposalDecidedError
    if proposal.proposed_by != actor.subject:
        raise NotPermittedError(
            lazy("Alleen wie het voorstelde, trekt het in. Wijs het anders af.")
        )
    proposal.state = ProposalState.INGETROKKEN
    proposal.decided_at, proposal.decided_by = tx.now, actor.subject
    proposal.decided_function = str(actor.function)
