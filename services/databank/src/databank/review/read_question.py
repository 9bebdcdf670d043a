"""Read a question: both sides next to each other, the evidence, and what each answer changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Actor
from databank.access.shields.view import past_shields
from databank.matching.rules.evidence import Evidence
from databank.matching.rules.second_look import FITS_ANOTHER
from databank.persons.store import claims
from databank.persons.store.claims import StoredClaim
from databank.review.impact_preview import AnswerImpact, preview_answers
from databank.review.log_access import log_question
from databank.review.resolve_question import Question, blind_side, ranked_now, resolve
from databank.review.rules import question, record_comparison
from databank.review.rules.question import Answer, Kind, State, Step
from databank.review.rules.record_comparison import FieldComparison
from databank.review.store import questions, queue
from databank.review.store.questions import QuestionRow
from databank.review.store.queue import QueuedQuestion
from databank.review.take_back import may_take_back
from databank.tables import Row


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A question in the queue as an officer may see it.

    A blind question names no persons and no decision: that would be the answer.
    """

    review_id: UUID
    kind: Kind
    reason: str | None
    claim_id: UUID
    person_id: UUID | None
    other_person_ids: list[UUID]
    opened_at: datetime
    state: State
    held_by: str | None
    held_until: datetime | None
    information: float
    sightings: int
    branch_shifts: int
    signals: int


@dataclass(frozen=True, slots=True)
class OtherSide:
    """A person that the claim may be; ``evidence`` is the matcher's, absent when blind.

    ``waterfall`` has its steps as they are kept.
    """

    person_id: UUID | None
    claims: Sequence[StoredClaim]
    fields: list[FieldComparison]
    evidence: Evidence | None
    waterfall: list[Row]


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """A question as it is shown; of a blind one neither the reason nor the persons."""

    review_id: UUID
    kind: Kind
    reason: str | None
    state: State
    held_by: str | None
    held_until: datetime | None
    opened_at: datetime
    person_id: UUID | None
    claim: StoredClaim
    own_claims: Sequence[StoredClaim]
    others: list[OtherSide]
    previews: list[AnswerImpact]
    allowed: list[Step]
    answer: Answer | None
    answered_at: datetime | None
    may_take_back: bool


async def read_queue(
    tx: Transaction,
    *,
    state: State = State.OPEN,
    kind: Kind | None = None,
    reason: str | None = None,
    person_id: UUID | None = None,
    held_by: str | None = None,
    offset: int = 0,
    limit: int,
) -> list[QueueEntry]:
    """A part of the queue; who shows it logs whom it named, or that it named nobody."""
    rows = await queue.listed(
        tx.conn,
        state,
        kind=kind,
        reason=reason,
        person_id=person_id,
        held_by=held_by,
        now=tx.now,
        offset=offset,
        limit=limit,
    )
    return [_entry(row, tx.now) for row in rows]


def _entry(row: QueuedQuestion, now: datetime) -> QueueEntry:
    is_blind = row.kind is Kind.STEEKPROEF
    is_held = question.is_held(row.held_by, row.held_until, now)
    others = [each for each in row.people if each and each != row.person_id]
    return QueueEntry(
        review_id=row.id,
        kind=row.kind,
        reason=None if is_blind else row.reason,
        claim_id=row.claim_id,
        person_id=None if is_blind else row.person_id,
        other_person_ids=[] if is_blind else others,
        opened_at=row.opened_at,
        state=row.state,
        held_by=row.held_by if is_held else None,
        held_until=row.held_until if is_held else None,
        information=row.information,
        sightings=row.sightings,
        branch_shifts=row.branch_shifts,
        signals=row.signals,
    )


async def read_question(
    tx: Transaction, officer: Actor, review_id: UUID, purpose: str
) -> QuestionDetail:
    """A question with its persons logged; refuses where one of them is shielded."""
    async with past_shields(tx):
        row = await questions.get(tx.conn, review_id)
        if row is None:
            raise NotFoundError(lazy("Deze vraag"))
        asked = await resolve(tx, row)
        await log_question(tx, officer, asked, purpose)
    claim = await claims.get(tx.conn, asked.claim_id)
    assert claim is not None  # claims are never removed
    is_blind = asked.kind is Kind.STEEKPROEF
    own = [each for each in await claims.of_person(tx.conn, asked.person_id) if each.id != claim.id]
    others = await _others(tx, row, asked, claim, own)
    is_held = question.is_held(row.held_by, row.held_until, tx.now)
    return QuestionDetail(
        review_id=review_id,
        kind=asked.kind,
        reason=None if is_blind else asked.reason,
        state=row.state,
        held_by=row.held_by if is_held else None,
        held_until=row.held_until if is_held else None,
        opened_at=row.opened_at,
        person_id=None if is_blind else asked.person_id,
        claim=claim,
        own_claims=[] if is_blind else own,
        others=others,
        previews=await preview_answers(tx, asked),
        allowed=question.allowed(row.state),
        answer=row.answer,
        answered_at=row.answered_at,
        may_take_back=may_take_back(row, officer.subject, tx.now),
    )


async def _others(
    tx: Transaction,
    row: QuestionRow,
    asked: Question,
    claim: StoredClaim,
    own: Sequence[StoredClaim],
) -> list[OtherSide]:
    if asked.kind is Kind.STEEKPROEF:
        return [_side(None, [claim], await blind_side(tx, row), None)]
    if not asked.others:
        return [_side(asked.person_id, [claim], own, None)]
    ranked = await ranked_now(tx, row)
    sides = []
    for other in asked.others:
        theirs = await claims.of_person(tx.conn, other)
        left = [claim] if row.reason == FITS_ANOTHER else [claim, *own]
        sides.append(_side(other, left, theirs, ranked.get(other)))
    return sides


def _side(
    person_id: UUID | None,
    left: Sequence[StoredClaim],
    right: Sequence[StoredClaim],
    ranked: Row | None,
) -> OtherSide:
    evidence = Evidence.of(ranked) if ranked else None
    levels = {step.field: step.level for step in evidence.steps} if evidence else {}
    compared = record_comparison.compare(
        [claim.raw() for claim in left], [claim.raw() for claim in right], levels
    )
    return OtherSide(person_id, right, compared, evidence, ranked["steps"] if ranked else [])
