"""An officer takes an answer back: what it brought about is undone, and the question is open again.

Within reason: it is the officer's own answer, of the last day, and what followed still stands as it
was left. Otherwise people merge, split, or overrule verdicts one by one.
"""

from datetime import timedelta
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Problem
from databank.matching.rules.link_constraints import VerdictKind
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import link_constraints, persons
from databank.review.answer import CONFIRMED
from databank.review.merge import MERGED, Decision
from databank.review.propagation import follow
from databank.review.rules.question import Ground, Kind, State
from databank.review.split import undo
from databank.review.store import merge_history, own_answers, questions
from databank.review.store.merge_history import Relink

WITHIN = timedelta(days=1)


def may_take_back(row: asyncpg.Record, by: str, tx: Transaction) -> bool:
    return bool(
        row["state"] == State.BEANTWOORD
        and row["answered_by"] == by
        and tx.now - row["answered_at"] <= WITHIN
    )


async def take_back(tx: Transaction, review_id: UUID, by: str) -> None:
    await persons.lock_for_relinking(tx.conn)
    row = await questions.hold(tx.conn, review_id)
    if row is None:
        raise Problem.not_found(lazy("Deze vraag"))
    if not may_take_back(row, by, tx):
        raise Problem.conflict(
            lazy(
                "Je neemt alleen je eigen antwoord terug, en binnen een dag. Voeg anders samen of"
                " splits."
            ),
            allowed=[],
        )
    decision = Decision(by, Ground.VERGISSING, review_id)
    if row["change_id"] is not None:
        await _undo_change(tx, row["change_id"], decision)
    else:
        await _doubt_again(tx, row, decision)
    await _revoke(tx, review_id, decision)
    if row["kind"] == Kind.STEEKPROEF:
        await own_answers.lapse_follow_up(tx.conn, row["claim_id"])
    await own_answers.open_again(tx.conn, review_id)


async def _undo_change(tx: Transaction, change_id: UUID, decision: Decision) -> None:
    change = await merge_history.hold(tx.conn, change_id)
    assert change is not None  # a review names a change that was made
    if change["kind"] != MERGED:
        raise Problem.conflict(
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


async def _doubt_again(tx: Transaction, row: asyncpg.Record, decision: Decision) -> None:
    """Claims that the answer made certain are as uncertain as the matcher left them."""
    links = await merge_history.links_of(tx.conn, [row["person_id"]])
    relinks = []
    for link in links:
        if link["decision"] != CONFIRMED:
            continue
        now, *before = await merge_history.history_of(tx.conn, link["claim_id"])
        if (
            before
            and now.from_at == row["answered_at"]
            and before[0].decision == LinkOutcome.REVIEW
        ):
            relinks.append(Relink(link["claim_id"], row["person_id"], before[0].id))
    if relinks:
        await persons.get_for_update(tx.conn, [row["person_id"]])
        await persons.confirm(tx.conn, row["person_id"], provisional=True)
        await merge_history.relink(tx.conn, relinks, tx.now, decision.by)
        await follow(tx, [one.claim_id for one in relinks], [row["person_id"]])
