"""JSON of ``/v1/possible-branch-shifts``: moves that wait for an answer about who is who."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from contracts.branches import Branch
from databank.review.possible_moves import PossibleMove, list_possible
from databank.roles import TOEZICHT, Officer, log_shown
from databank.sightings.rules.basis import Basis

router = APIRouter()


class MoveView(View):
    """``basis``: what it would rest on."""

    from_branch: Branch
    to_branch: Branch
    from_seen_at: AwareDatetime
    to_seen_at: AwareDatetime
    basis: Basis


class PossibleMoveView(View):
    """``chance``: that the two are one person, by the matcher; empty where an officer asks."""

    review_id: UUID
    reason: str
    asked_at: AwareDatetime
    person_id: UUID
    other_person_id: UUID
    chance: float | None
    moves: list[MoveView]

    @classmethod
    def of(cls, possible: PossibleMove) -> "PossibleMoveView":
        return cls(
            review_id=possible.question_id,
            reason=possible.reason,
            asked_at=possible.asked_at,
            person_id=possible.person_id,
            other_person_id=possible.other_person_id,
            chance=possible.evidence.chance if possible.evidence else None,
            moves=[MoveView.model_validate(move) for move in possible.moves],
        )


@router.get("/v1/possible-branch-shifts", **listed(PossibleMoveView))
async def get_possible_moves(request: Request, tx: Tx, officer: Officer, page: Page) -> Response:
    """None of them is told to anybody: an answer makes each a branch shift, or nothing."""
    found, _ = await list_possible(tx, officer, page.offset, page.pagesize)
    both = [each for move in found for each in (move.person_id, move.other_person_id)]
    await log_shown(tx, officer, both, TOEZICHT)
    views = [PossibleMoveView.of(possible) for possible in found]
    return hal(request, "possibleBranchShifts", views, page)
