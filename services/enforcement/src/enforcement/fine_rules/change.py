"""Change a fine rule by two people: propose a version or its withdrawal, and decide on it."""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError, NotPermittedError
from chassis.web import Actor
from enforcement.cases.store.timeline import By
from enforcement.fine_rules import store
from enforcement.fine_rules.rules import (
    FineRuleWaitsError,
    RuleDraft,
    check,
    check_withdrawal,
)
from enforcement.gas.law import figure
from enforcement.gas.milder_rule import review_milder
from enforcement.gas.rules import basis
from enforcement.gas.store import GasRule
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
    await _must_be_alone(tx, draft.fact_code)
    await _check(tx, draft)
    store.add(tx, proposal_id, draft, reason, actor)


async def propose_withdrawal(
    tx: Transaction,
    proposal_id: UUID,
    fact_code: str,
    valid_from: date,
    reason: str,
    actor: Actor,
) -> None:
    """Take back a version that was agreed and does not hold yet, once a second person agrees.

    Raises ``RefusedError``.
    """
    await _must_be_alone(tx, fact_code)
    version = await _must_be_to_come(tx, fact_code, valid_from)
    draft = RuleDraft(
        fact_code, valid_from, version.article, version.max_eur, version.mixed, version.source
    )
    store.add(tx, proposal_id, draft, reason, actor, withdraws=True)


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

    A case is judged by the rule of the day of its facts: what runs is not touched. Whoever was
    fined higher than a rule that is milder for facts of before allows, the officer looks at. Raises
    ``RefusedError``, also where the day on which a stricter rule begins is past by now.
    """
    proposal = await store.get(tx, proposal_id, lock=True)
    if proposal.state is not ProposalState.VOORGESTELD:
        raise ProposalDecidedError
    if proposal.proposed_by == actor.subject:
        raise SecondPersonNeededError
    today = city_day(tx.now)
    if approved and proposal.withdraws:
        await _must_be_to_come(tx, proposal.fact_code, proposal.valid_from)
    elif approved:
        await _check(tx, proposal.draft())
    proposal.state = ProposalState.GOEDGEKEURD if approved else ProposalState.AFGEWEZEN
    proposal.decided_at, proposal.decided_by = tx.now, actor.subject
    proposal.decided_function, proposal.decision_reason = str(actor.function), reason
    if approved and proposal.withdraws:
        await store.take_back(tx, proposal_id, today)
    elif approved:
        await store.put_in_force(tx, proposal_id)
        if proposal.valid_from <= today:
            await review_milder(tx, proposal.valid_from, By.actor(actor))


async def _must_be_alone(tx: Transaction, fact_code: str) -> None:
    await store.wait_for_others(tx, fact_code)
    if await store.waiting(tx, fact_code):
        raise FineRuleWaitsError


async def _must_be_to_come(tx: Transaction, fact_code: str, valid_from: date) -> GasRule:
    versions = await store.versions(tx, fact_code)
    version = next((each for each in versions if each.valid_from == valid_from), None)
    if version is None:
        raise NotFoundError(lazy("Deze versie"))
    check_withdrawal(valid_from, versions[0].valid_from, city_day(tx.now))
    return version


async def _check(tx: Transaction, draft: RuleDraft) -> None:
    today = city_day(tx.now)
    standing = await store.standing(tx, draft.fact_code, draft.valid_from, today)
    check(draft, standing, await most_eur(tx, draft.valid_from), today)


async def most_eur(tx: Transaction, on: date) -> int:
    """The highest fine of the law for an adult, for facts of a day (art. 4)."""
    return figure(await legal_terms.law(tx, on, basis.MAX_ADULT), basis.MAX_ADULT)
