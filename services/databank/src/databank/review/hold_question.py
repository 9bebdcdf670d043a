"""Hold a question, so that no two officers answer it at once; let it go, or go on to the next."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError
from chassis.web import Actor
from databank.access.shields.shield import closed_to
from databank.access.shields.view import over_everybody
from databank.review.resolve_question import resolve
from databank.review.rules import question
from databank.review.rules.question import Kind, State, Step
from databank.review.rules.refusals import HeldByColleagueError
from databank.review.store import questions, queue
from databank.review.store.questions import QuestionRow


async def hold(tx: Transaction, review_id: UUID, by: str) -> None:
    """Hold a question for a while; again, to hold it longer."""
    await open_for(tx, review_id, by, Step.NEMEN)
    await questions.lease(tx.conn, review_id, by, tx.now + question.LEASE)


async def release(tx: Transaction, review_id: UUID, by: str) -> None:
    await open_for(tx, review_id, by, Step.LOSLATEN)
    await questions.lease(tx.conn, review_id, None, None)


async def hold_next(
    tx: Transaction, officer: Actor, kind: Kind | None, passed_over: UUID | None = None
) -> UUID | None:
    """Hold the next question that is free and opens for this officer; None when none is left.

    ``passed_over`` is let go where the officer held it, and the queue goes on behind it.
    """
    if passed_over is not None:
        row = await questions.get_for_update(tx.conn, passed_over)
        if row is not None and row.state is State.OPEN and row.held_by == officer.subject:
            await release(tx, passed_over, officer.subject)
    review_id = await queue.next_of(tx.conn, kind, officer.subject, tx.now, passed_over)
    while review_id is not None and await _is_shielded(tx, officer, review_id):
        review_id = await queue.next_of(tx.conn, kind, officer.subject, tx.now, review_id)
    if review_id is not None:
        await hold(tx, review_id, officer.subject)
    return review_id


async def open_for(tx: Transaction, review_id: UUID, by: str, step: Step) -> QuestionRow:
    """The question, locked; refuses where this officer may not take the step now."""
    row = await questions.get_for_update(tx.conn, review_id)
    if row is None:
        raise NotFoundError(lazy("Deze vraag"))
    if (row.state, step) not in question.TRANSITIONS:
        raise StepRefusedError(
            lazy("Deze vraag is niet meer open."), allowed=question.allowed(row.state)
        )
    if (
        row.held_by is not None
        and row.held_until is not None
        and row.held_by != by
        and question.is_held(row.held_by, row.held_until, tx.now)
    ):
        raise HeldByColleagueError(row.held_by, row.held_until)
    return row


@over_everybody
async def _is_shielded(tx: Transaction, officer: Actor, review_id: UUID) -> bool:
    row = await questions.get(tx.conn, review_id)
    assert row is not None  # it was just found
    asked = await resolve(tx, row)
    return bool(await closed_to(tx, officer, [asked.person_id, *asked.others]))
