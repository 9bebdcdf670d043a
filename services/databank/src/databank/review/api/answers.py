"""What officers do with a question of identity: hold it, answer it, put one themselves."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Action, Body, View
from databank.access.roles import Linker, Overrules, Purpose, log_shown
from databank.access.shields.shield import may_open
from databank.review import answer as reviewing
from databank.review import blind_sample
from databank.review.answer import Given
from databank.review.api.questions import log_asked
from databank.review.rules import question
from databank.review.rules.question import Answer, Ground, State
from databank.review.store import questions

router = APIRouter()


class AnswerBody(Body):
    """``personId``: about which candidate, where there are several. ``belongsTo``: whose the claim
    is, where the two persons whom it fits are not one."""

    answer: Answer
    ground: Ground
    person_id: UUID | None = None
    belongs_to: UUID | None = None
    overrules: Overrules = Field(default_factory=list)


class AnsweredView(View):
    review_id: UUID
    state: State
    change_id: UUID | None
    person_id: UUID | None
    other_person_id: UUID | None


class HeldView(View):
    review_id: UUID
    held_by: str | None
    held_until: AwareDatetime | None


class ProposalBody(Body):
    person_id: UUID
    other_person_id: UUID
    ground: Ground


class ProposedView(View):
    review_id: UUID


@router.post("/v1/reviews/{review_id}/claim")
async def post_claim(review_id: UUID, tx: Tx, officer: Linker) -> HeldView:
    """Hold the question for a quarter of an hour; again, to hold it longer."""
    await reviewing.take(tx, review_id, officer.subject)
    return HeldView(
        review_id=review_id, held_by=officer.subject, held_until=tx.now + question.LEASE
    )


@router.post("/v1/reviews/{review_id}/release")
async def post_release(review_id: UUID, tx: Tx, officer: Linker) -> HeldView:
    await reviewing.release(tx, review_id, officer.subject)
    return HeldView(review_id=review_id, held_by=None, held_until=None)


@router.post("/v1/reviews/{review_id}/answer")
async def post_answer(
    review_id: UUID, body: AnswerBody, tx: Tx, officer: Linker, purpose: Purpose
) -> AnsweredView:
    given = Given(
        body.answer,
        body.ground,
        body.person_id,
        body.belongs_to,
        frozenset(body.overrules),
    )
    answered = await reviewing.answer(tx, review_id, officer.subject, given)
    row = await questions.get(tx.conn, review_id)
    assert row is not None  # it was just answered
    await log_asked(tx, officer, await reviewing.question(tx, row), purpose, Action.COMBINE)
    found, _ = await blind_sample.quality(tx)
    await blind_sample.show(tx, found)
    change = answered.change
    return AnsweredView(
        review_id=review_id,
        state=answered.state,
        change_id=change.change_id if change else None,
        person_id=change.person_id if change else None,
        other_person_id=change.other_person_id if change else None,
    )


@router.post("/v1/merge-proposals", status_code=201)
async def post_proposal(
    body: ProposalBody, tx: Tx, officer: Linker, purpose: Purpose
) -> ProposedView:
    """An officer thinks that two persons are one, and asks for a look at both sides."""
    for one in (body.person_id, body.other_person_id):
        await may_open(tx, officer, one, purpose)
    review_id = await reviewing.propose(
        tx, body.person_id, body.other_person_id, body.ground, officer.subject
    )
    await log_shown(tx, officer, [body.person_id, body.other_person_id], purpose)
    return ProposedView(review_id=review_id)
