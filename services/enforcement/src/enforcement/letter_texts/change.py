"""Change a text of letters by two people: propose a version, take it back, or decide on it."""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotPermittedError
from chassis.web import Actor
from enforcement.legal_terms.proposals.rules import (
    ProposalDecidedError,
    ProposalState,
    SecondPersonNeededError,
)
from enforcement.letter_texts import store
from enforcement.letter_texts.preview import preview
from enforcement.letter_texts.rules import LetterTextWaitsError, TextDraft, check
from enforcement.letter_texts.store import LetterText
from enforcement.notifications.city import City
from enforcement.notifications.correspondence import correspondences


async def propose(
    tx: Transaction, city: City, text_id: UUID, draft: TextDraft, reason: str, actor: Actor
) -> None:
    """No letter has it before a second person agrees. Raises ``RefusedError``, also for words that
    no letter can show.
    """
    await store.hold(tx, draft.place)
    if await store.waiting(tx, draft.place):
        raise LetterTextWaitsError
    _check(tx, draft)
    await preview(tx, city, draft)
    store.add(tx, text_id, draft, reason, actor)


async def withdraw(tx: Transaction, text_id: UUID, actor: Actor) -> None:
    """Take back one's own proposal, also one that was agreed to and does not hold yet: what stood
    there before goes on. Raises ``RefusedError``.
    """
    proposal = await store.get(tx, text_id, lock=True)
    if not is_to_withdraw(proposal, city_day(tx.now)):
        raise ProposalDecidedError
    if proposal.proposed_by != actor.subject:
        raise NotPermittedError(
            lazy("Alleen wie het voorstelde, trekt het in. Wijs het anders af.")
        )
    if proposal.state is ProposalState.VOORGESTELD:
        proposal.decided_at, proposal.decided_by = tx.now, actor.subject
        proposal.decided_function = str(actor.function)
    proposal.state = ProposalState.INGETROKKEN
    proposal.withdrawn_at, proposal.withdrawn_by = tx.now, actor.subject


def is_to_withdraw(proposal: LetterText, today: date) -> bool:
    """Whether whoever proposed it may still take it back: no letter has it."""
    is_planned = proposal.state is ProposalState.GOEDGEKEURD and proposal.valid_from > today
    return is_planned or proposal.state is ProposalState.VOORGESTELD


async def decide(
    tx: Transaction, text_id: UUID, actor: Actor, *, approved: bool, reason: str
) -> None:
    """Let the text stand in letters that are made from its day on, or turn it down.

    A letter that was made keeps its words. Raises ``RefusedError``, also where its day is past.
    """
    proposal = await store.get(tx, text_id, lock=True)
    if proposal.state is not ProposalState.VOORGESTELD:
        raise ProposalDecidedError
    if proposal.proposed_by == actor.subject:
        raise SecondPersonNeededError
    if approved:
        _check(tx, proposal.draft())
    proposal.state = ProposalState.GOEDGEKEURD if approved else ProposalState.AFGEWEZEN
    proposal.decided_at, proposal.decided_by = tx.now, actor.subject
    proposal.decided_function, proposal.decision_reason = str(actor.function), reason


def _check(tx: Transaction, draft: TextDraft) -> None:
    letters = {each.kind: [*each.outlines] for each in correspondences()}
    check(draft, letters, city_day(tx.now))
