"""Questions of identity over HTTP: the queue, and both sides next to each other."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from contracts.branches import Branch
from databank.matching.labels import sentences
from databank.persons.api import ClaimView
from databank.review.impact_preview import AnswerImpact
from databank.review.read_question import OtherSide, QuestionDetail, read_question, read_queue
from databank.review.rules.question import Answer, Kind, State
from databank.review.rules.record_comparison import Agreement
from databank.roles import TOEZICHT, Officer, Purpose, log_shown

router = APIRouter()


class ReviewSummary(View):
    """A blind question names no persons and no decision: that would be the answer."""

    review_id: UUID
    kind: Kind
    reason: str | None
    claim_id: UUID
    person_id: UUID | None
    other_person_ids: list[UUID]
    opened_at: AwareDatetime
    state: State
    held_by: str | None
    held_until: AwareDatetime | None
    information: float
    sightings: int
    branch_shifts: int
    signals: int


class FieldView(View):
    name: str
    label: str
    left: list[str]
    right: list[str]
    agreement: Agreement


class OtherSideView(View):
    """One that the claim may be. Bits, posterior and sentences are absent when blind."""

    person_id: UUID | None
    claims: list[ClaimView]
    fields: list[FieldView]
    posterior: float | None
    conflict: str | None
    waterfall: list[dict[str, Any]]
    sentences: list[str]

    @classmethod
    def of(cls, side: OtherSide) -> "OtherSideView":
        evidence = side.evidence
        return cls(
            person_id=side.person_id,
            claims=[ClaimView.of(claim) for claim in side.claims],
            fields=[FieldView.model_validate(field) for field in side.fields],
            posterior=evidence.chance if evidence else None,
            conflict=evidence.conflict if evidence else None,
            waterfall=side.waterfall,
            sentences=sentences(evidence) if evidence else [],
        )


class MoveView(View):
    from_branch: Branch
    to_branch: Branch
    from_seen_at: AwareDatetime
    to_seen_at: AwareDatetime


class OutlookView(View):
    """Branch shifts that would appear or vanish with this answer."""

    answer: Answer
    person_id: UUID | None
    appear: list[MoveView]
    vanish: list[MoveView]

    @classmethod
    def of(cls, preview: AnswerImpact) -> "OutlookView":
        return cls(
            answer=preview.answer,
            person_id=preview.person_id,
            appear=[MoveView.model_validate(move) for move in preview.impact.appear],
            vanish=[MoveView.model_validate(move) for move in preview.impact.vanish],
        )


class ReviewDetail(View):
    review_id: UUID
    kind: Kind
    reason: str | None
    state: State
    held_by: str | None
    held_until: AwareDatetime | None
    opened_at: AwareDatetime
    person_id: UUID | None
    claim: ClaimView
    own_claims: list[ClaimView]
    others: list[OtherSideView]
    outlook: list[OutlookView]
    allowed: list[str]

    @classmethod
    def of(cls, detail: QuestionDetail) -> "ReviewDetail":
        return cls(
            review_id=detail.review_id,
            kind=detail.kind,
            reason=detail.reason,
            state=detail.state,
            held_by=detail.held_by,
            held_until=detail.held_until,
            opened_at=detail.opened_at,
            person_id=detail.person_id,
            claim=ClaimView.of(detail.claim),
            own_claims=[ClaimView.of(claim) for claim in detail.own_claims],
            others=[OtherSideView.of(side) for side in detail.others],
            outlook=[OutlookView.of(preview) for preview in detail.previews],
            allowed=[step.value for step in detail.allowed],
        )


Reason = Annotated[str | None, Query(pattern=r"^[a-z_]{3,40}$")]


@router.get("/v1/reviews", **listed(ReviewSummary))
async def get_reviews(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    kind: Annotated[Kind | None, Query()] = None,
    reason: Reason = None,
    person_id: Annotated[UUID | None, Query(alias="personId")] = None,
    state: Annotated[State, Query()] = State.OPEN,
    mine: Annotated[bool, Query()] = False,
) -> Response:
    """The most informative first; see ``review.store.queue`` for what that is."""
    entries = await read_queue(
        tx,
        state=state,
        kind=kind,
        reason=reason,
        person_id=person_id,
        held_by=officer.subject if mine else None,
        offset=page.offset,
        limit=page.pagesize,
    )
    named = [each for entry in entries for each in (entry.person_id, *entry.other_person_ids)]
    await log_shown(tx, officer, named, TOEZICHT)
    shown = [ReviewSummary.model_validate(entry) for entry in entries]
    return hal(request, "reviews", shown, page)


@router.get("/v1/reviews/{review_id}")
async def get_review(review_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> ReviewDetail:
    """Both sides with where they agree, why the matcher doubts, and what each answer changes."""
    return ReviewDetail.of(await read_question(tx, officer, review_id, purpose))
