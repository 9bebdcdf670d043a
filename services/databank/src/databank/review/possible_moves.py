"""Possible moves: those between two branches that wait for an answer about who is who.

Nothing is kept of one. It follows from the open questions and the sightings as they are when
somebody looks, in whatever order they came: an answer makes it a case with the times at which
people were seen, or nothing. No event tells of one, so it is counted nowhere.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from databank.detection.branch_shifts.rules import longest_window
from databank.detection.rule_versions.store import versions
from databank.matching.rules.evidence import Evidence
from databank.review.impact_preview import preview_answers
from databank.review.resolve_question import ranked_now, resolve
from databank.review.rules.impact import BranchMove
from databank.review.rules.question import Answer
from databank.review.store import possible_moves
from databank.review.store.questions import QuestionRow
from databank.roles import TOEZICHT, log_list

LIST = "possible_moves"
"""Kind of subject of a list that names nobody, in the access log."""
MOST_OF_PERSON = 100
"""Open questions about one person of which a file shows the moves."""


@dataclass(frozen=True, slots=True)
class PossibleMove:
    """The moves that would stand if two were one person.

    ``evidence`` is the matcher's for the other person; None where an officer asks.
    """

    question_id: UUID
    reason: str
    asked_at: datetime
    person_id: UUID
    other_person_id: UUID
    evidence: Evidence | None
    moves: tuple[BranchMove, ...]


async def list_possible(
    tx: Transaction, officer: Actor, offset: int, limit: int
) -> tuple[list[PossibleMove], bool]:
    """A part of the list, by when people were asked, and whether more follow; names nobody."""
    rows = await _questions(tx, None, offset, limit + 1)
    found = [move for row in rows[:limit] for move in await _of_question(tx, row)]
    await log_list(tx, officer, LIST, f"{len(found)} verschuivingen", TOEZICHT)
    return found, len(rows) > limit


async def of_person(tx: Transaction, person_id: UUID) -> list[PossibleMove]:
    """Those about a person, on either side; whoever shows them logs the person."""
    rows = await _questions(tx, person_id, 0, MOST_OF_PERSON)
    return [
        move
        for row in rows
        for move in await _of_question(tx, row)
        if person_id in (move.person_id, move.other_person_id)
    ]


async def _questions(
    tx: Transaction, person_id: UUID | None, offset: int, limit: int
) -> list[QuestionRow]:
    window = longest_window(await versions.branch_shift_rule(tx.conn))
    return await possible_moves.questions(tx.conn, window, person_id, offset, limit)


async def _of_question(tx: Transaction, row: QuestionRow) -> list[PossibleMove]:
    asked = await resolve(tx, row)
    ranked = await ranked_now(tx, row)
    return [
        PossibleMove(
            row.id,
            row.reason,
            row.opened_at,
            asked.person_id,
            preview.person_id,
            Evidence.of(ranked[preview.person_id]) if preview.person_id in ranked else None,
            preview.impact.appear,
        )
        for preview in await preview_answers(tx, asked)
        if preview.answer is Answer.DEZELFDE and preview.person_id and preview.impact.appear
    ]
