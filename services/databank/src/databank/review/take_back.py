"""Take back an answer: what it brought about is undone, and the question is open again.

Within reason: it is the officer's own answer, of the last day, and what followed still stands as it
was left. Otherwise people merge, split, or overrule verdicts one by one.
"""

from datetime import datetime, timedelta
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError
from databank.access.shields.view import over_everybody
from databank.matching.rules.link_constraints import VerdictKind
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import link_constraints
from databank.persons.store import persons
from databank.review.merge import Decision
from databank.review.propagation import propagate
from databank.review.rules.change import ChangeKind, RelinkDecision
from databank.review.rules.question import Ground, Kind, State
from databank.review.store import merge_history, own_answers, questions
from databank.review.store.merge_history import Relink
from databank.review.store.questions import QuestionRow
from databank.review.undo import undo

WITHIN = timedelta(days=1)
"""Time in which officers may take back their own answer."""


def may_take_back(row: QuestionRow, by: str, now: datetime) -> bool:
    return (
        row.state is State.BEANTWOORD
        and row.answered_by == by
        and row.answered_at is not None
        and now - row.answered_at <= WITHIN
    )


@over_everybody
async def take_back(tx: Transaction, review_id: UUID, by: str) -> None:
    """Undo all that the officer's answer brought about, and open the question again."""
    await persons.lock_for_relinking(tx.conn)
    row = await questions.get_for_update(tx.conn, review_id)
    if row is None:
        raise NotFoundError(lazy("Deze vraag"))
    if not may_take_back(row, by, tx.now):
        raise StepRefusedError(
            lazy(
                "Je neemt alleen je eigen antwoord terug, en binnen een dag. Voeg anders samen of"
                " splits."
            ),
            allowed=[],
        )
    decision = Decision(by, Ground.VERGISSING, review_id)
    if row.change_id is not None:
        await _undo_change(tx, row.change_id, decision)
    else:
        await _doubt_again(tx, row, decision)
    await _revoke(tx, review_id, decision)
    if row.kind is Kind.STEEKPROEF:
        await own_answers.lapse_follow_up(tx.conn, row.claim_id)
    await own_answers.open_again(tx.conn, review_id)


async def _undo_change(tx: Transaction, change_id: UUID, decision: Decision) -> None:
    change = await merge_history.get_for_update(tx.conn, change_id)
    assert change is not None  # a review names a change that was made
    if change.kind is not ChangeKind.SAMENGEVOEGD:
        raise StepRefusedError(
            lazy("Je antwoord heeft een persoon gesplitst. Klopt dat niet? Voeg de twee samen."),
            allowed=["samenvoegen"],
        )
    await undo(tx, change_id, decision)


async def _revoke(tx: Transaction, review_id: UUID, decision: Decision) -> None:
    """Also what undoing a merge said: who takes back an answer says nothing instead."""
    pairs = await link_constraints.of_review(tx.conn, review_id)
    if pairs:
        await link_constraints.give(
            tx.conn, pairs, VerdictKind.OPEN, tx.now, decision.by, decision.ground.value
        )


async def _doubt_again(tx: Transaction, row: QuestionRow, decision: Decision) -> None:
    """Claims that the answer made certain are as uncertain as the matcher left them."""
    links = await merge_history.links_of(tx.conn, [row.person_id])
    relinks = []
    for link in links:
        if link.decision != RelinkDecision.BEVESTIGD:
            continue
        now, *before = await merge_history.history_of(tx.conn, link.claim_id)
        was_doubtful = bool(before) and before[0].decision == LinkOutcome.REVIEW
        if was_doubtful and now.from_at == row.answered_at:
            relinks.append(Relink(link.claim_id, row.person_id, before[0].id))
    if relinks:
        await persons.get_for_update(tx.conn, [row.person_id])
        await persons.confirm(tx.conn, row.person_id, provisional=True)
        await merge_history.relink(tx.conn, relinks, tx.now, decision.by)
        await propagate(tx, [relink.claim_id for relink in relinks], [row.person_id])
