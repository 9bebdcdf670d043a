"""Change a fine rule by two people: propose a version, take it back, or decide on it."""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotPermittedError
from chassis.web import Actor
from enforcement.fine_rules import store
from enforcement.fine_rules.rules import FineRuleWaitsError, RuleDraft, check
from enforcement.gas.law import figure
from enforcement.gas.rules import basis
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.proposals.rules import (
    ProposalDecidedError,
    ProposalState,
    SecondPersonNeededError,
)


async def propose(
    tx: Transaction, proposal_id: UUID, draft: RuleDraft, reason: str, actor: Actor
) -> None:
    """Nothing holds by it before a second person agrees. Raises ``RefusedError``."""
    if await store.waiting(tx, draft.fact_code):
        raise FineRuleWaitsError
    await _check(tx, draft)
    store.add(tx, proposal_id, draft, reason, actor)


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


async def decide(
    tx: Transaction, proposal_id: UUID, actor: Actor, *, approved: bool, reason: str
) -> None:
    """Let the version hold for facts from its day on, or turn it down.

    A case is judged by the rule of the day of its facts: what runs is not touched. Raises
    ``RefusedError``, also where the day on which a stricter rule begins is past by now.
    """
    proposal = await store.get(tx, proposal_id, lock=True)
    if proposal.state is not ProposalState.VOORGESTELD:
        raise ProposalDecidedError
    if proposal.proposed_by == actor.subject:
        raise SecondPersonNeededError
    if approved:
        await _check(tx, proposal.draft())
    proposal.state = ProposalState.GOEDGEKEURD if approved else ProposalState.AFGEWEZEN
    proposal.decided_at, proposal.decided_by = tx.now, actor.subject
    proposal.decided_function, proposal.decision_reason = str(actor.function), reason
    if approved:
        await store.put_in_force(tx, proposal_id)


async def _check(tx: Transaction, draft: RuleDraft) -> None:
    today = city_day(tx.now)
    standing = await store.standing(tx, draft.fact_code, draft.valid_from, today)
    check(draft, standing, await most_eur(tx, draft.valid_from), today)


async def most_eur(tx: Transaction, on: date) -> int:
    """The highest fine of the law for an adult, for facts of a day (art. 4)."""
    return figure(await legal_terms.law(tx, on, basis.MAX_ADULT), basis.MAX_ADULT)
