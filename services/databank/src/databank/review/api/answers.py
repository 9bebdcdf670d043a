"""Answers of officers over HTTP: hold a question, answer it, put one themselves."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Body, View
from databank.review.answer import OfficerAnswer, answer
from databank.review.hold_question import hold, release
from databank.review.propose import propose
from databank.review.rules import question
from databank.review.rules.question import Answer, Ground, State
from databank.roles import Linker, Overrules, Purpose

router = APIRouter()


class AnswerBody(Body):
    """``personId``: about which candidate, where there are several. ``belongsTo``: whose the claim
    is, where the two persons whom it fits are not one."""

    answer: Answer
    ground: Ground
    person_id: UUID | None = None
    belongs_to: UUID | None = None
    overrules: Overrules = Field(default_factory=list)


class AnswerResultView(View):
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


class ProposalView(View):
    review_id: UUID


@router.post("/v1/reviews/{review_id}/claim")
async def post_claim(review_id: UUID, tx: Tx, officer: Linker) -> HeldView:
    """Hold the question for a quarter of an hour; again, to hold it longer."""
    await hold(tx, review_id, officer.subject)
    return HeldView(
        review_id=review_id, held_by=officer.subject, held_until=tx.now + question.LEASE
    )


@router.post("/v1/reviews/{review_id}/release")
async def post_release(review_id: UUID, tx: Tx, officer: Linker) -> HeldView:
    await release(tx, review_id, officer.subject)
    return HeldView(review_id=review_id, held_by=None, held_until=None)


@router.post("/v1/reviews/{review_id}/answer")
async def post_answer(
    review_id: UUID, body: AnswerBody, tx: Tx, officer: Linker, purpose: Purpose
) -> AnswerResultView:
    given = OfficerAnswer(
        body.answer,
        body.ground,
        body.person_id,
        body.belongs_to,
        frozenset(body.overrules),
    )
    result = await answer(tx, officer, review_id, given, purpose)
    change = result.change
    return AnswerResultView(
        review_id=review_id,
        state=result.state,
        change_id=change.change_id if change else None,
        person_id=change.person_id if change else None,
        other_person_id=change.other_person_id if change else None,
    )


@router.post("/v1/merge-proposals", status_code=201)
async def post_proposal(
    body: ProposalBody, tx: Tx, officer: Linker, purpose: Purpose
) -> ProposalView:
    """An officer thinks that two persons are one, and asks for a look at both sides."""
    review_id = await propose(
        tx, officer, body.person_id, body.other_person_id, body.ground, purpose
    )
    return ProposalView(review_id=review_id)
