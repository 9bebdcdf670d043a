"""Questions of identity for officers: the queue, both sides next to each other, the answers."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Action, Actor, Page, Problem, View, hal, listed, record_access
from contracts.codes import Branch
from databank.access.roles import TOEZICHT, Officer, Purpose, log_shown
from databank.access.shields.shield import may_open
from databank.files.api.persons import ClaimView
from databank.matching.labels import sentences
from databank.matching.rules.evidence import Evidence
from databank.matching.store import claims, persons
from databank.matching.store.claims import PersonClaim, StoredClaim
from databank.review import answer as reviewing
from databank.review.answer import Question
from databank.review.impact_preview import outlook
from databank.review.rules import question, record_comparison
from databank.review.rules.question import Answer, Kind, State
from databank.review.rules.record_comparison import Agreement
from databank.review.store import questions, queue

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


class OtherSide(View):
    """One that the claim may be. Bits, posterior and sentences are absent when blind."""

    person_id: UUID | None
    claims: list[ClaimView]
    fields: list[FieldView]
    posterior: float | None
    conflict: str | None
    waterfall: list[dict[str, Any]]
    sentences: list[str]


class MoveView(View):
    from_branch: Branch
    to_branch: Branch
    from_seen_at: AwareDatetime
    to_seen_at: AwareDatetime


class OutlookView(View):
    """Which moves between branches would appear or vanish with this answer."""

    answer: Answer
    person_id: UUID | None
    appear: list[MoveView]
    vanish: list[MoveView]


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
    others: list[OtherSide]
    outlook: list[OutlookView]
    allowed: list[str]


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
    """The most informative first; see ``store.review_queue`` for what that is."""
    rows = await queue.listed(
        tx.conn,
        state,
        kind=kind,
        reason=reason,
        person_id=person_id,
        held_by=officer.subject if mine else None,
        now=tx.now,
        offset=page.offset,
        limit=page.pagesize,
    )
    return hal(request, "reviews", await summaries(tx, officer, rows), page)


async def summaries(
    tx: Transaction, officer: Actor, rows: list[asyncpg.Record]
) -> list[ReviewSummary]:
    """Rows of the queue, with whom they name written down."""
    shown = [_summary(row, tx) for row in rows]
    named = [one for row in shown for one in (row.person_id, *row.other_person_ids)]
    await log_shown(tx, officer, named, TOEZICHT)
    return shown


def _summary(row: asyncpg.Record, tx: Transaction) -> ReviewSummary:
    is_blind = row["kind"] == Kind.STEEKPROEF
    is_held = question.is_held(row["held_by"], row["held_until"], tx.now)
    others = [one for one in row["people"] if one and one != row["person_id"]]
    hidden = {"reason": None, "person_id": None} if is_blind else {}
    free = {} if is_held else {"held_by": None, "held_until": None}
    values: dict[str, Any] = {
        **row,
        "review_id": row["id"],
        "other_person_ids": [] if is_blind else others,
    }
    return ReviewSummary(**(values | hidden | free))


@router.get("/v1/reviews/{review_id}")
async def get_review(review_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> ReviewDetail:
    """What each side said, where they agree, why the matcher doubts, and what each answer does."""
    row = await questions.get(tx.conn, review_id)
    if row is None:
        raise Problem.not_found(lazy("Deze vraag"))
    asked = await reviewing.question(tx, row)
    claim = await claims.get(tx.conn, asked.claim_id)
    assert claim is not None  # claims are never removed
    is_blind = asked.kind is Kind.STEEKPROEF
    own = [one for one in await claims.of_person(tx.conn, asked.person_id) if one.id != claim.id]
    others = await _others(tx, row, asked, claim, own)
    await log_asked(tx, officer, asked, purpose)
    is_held = question.is_held(row["held_by"], row["held_until"], tx.now)
    return ReviewDetail(
        review_id=review_id,
        kind=asked.kind,
        reason=None if is_blind else asked.reason,
        state=row["state"],
        held_by=row["held_by"] if is_held else None,
        held_until=row["held_until"] if is_held else None,
        opened_at=row["opened_at"],
        person_id=None if is_blind else asked.person_id,
        claim=ClaimView.of(claim),
        own_claims=[] if is_blind else [ClaimView.of(one) for one in own],
        others=others,
        outlook=[
            OutlookView(
                answer=one.answer,
                person_id=one.person_id,
                appear=[MoveView.model_validate(move) for move in one.consequence.appear],
                vanish=[MoveView.model_validate(move) for move in one.consequence.vanish],
            )
            for one in await outlook(tx, asked)
        ],
        allowed=[step.value for step in question.allowed(State(row["state"]))],
    )


async def _others(
    tx: Transaction,
    row: asyncpg.Record,
    asked: Question,
    claim: StoredClaim,
    own: list[PersonClaim],
) -> list[OtherSide]:
    if asked.kind is Kind.STEEKPROEF:
        compared = await reviewing.blind_side(tx, row)
        return [_side(None, [claim], compared, None)]
    if not asked.others:
        return [_side(asked.person_id, [claim], own, None)]
    ranked = await reviewing.ranked_now(tx, row)
    sides = []
    for other in asked.others:
        theirs = await claims.of_person(tx.conn, other)
        sides.append(_side(other, [claim, *own], theirs, ranked.get(other)))
    return sides


def _side(
    person_id: UUID | None,
    left: Sequence[StoredClaim],
    right: Sequence[StoredClaim],
    ranked: dict[str, Any] | None,
) -> OtherSide:
    steps = ranked["steps"] if ranked else []
    levels = {step["field"]: step["level"] for step in steps}
    compared = record_comparison.compare(
        [claim.raw() for claim in left], [claim.raw() for claim in right], levels
    )
    return OtherSide(
        person_id=person_id,
        claims=[ClaimView.of(one) for one in right],
        fields=[FieldView.model_validate(one) for one in compared],
        posterior=ranked["posterior"] if ranked else None,
        conflict=ranked["conflict"] if ranked else None,
        waterfall=steps,
        sentences=sentences(Evidence.of(ranked)) if ranked else [],
    )


async def log_asked(
    tx: Transaction,
    officer: Actor,
    asked: Question,
    purpose: str,
    action: Action = Action.CONSULT,
) -> None:
    people = dict.fromkeys((asked.person_id, *asked.others))
    survivors = dict.fromkeys([await persons.survivor(tx.conn, one) for one in people])
    for person_id in survivors:
        assert person_id is not None  # a question names persons that are known
        allowed = await may_open(tx, officer, person_id, purpose)
        await record_access(
            tx,
            officer,
            action=action,
            subject_kind="person",
            subject_id=str(person_id),
            purpose=allowed,
        )
