"""Merges and splits of persons over HTTP, and a merge taken back (DP-09)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Actor, Body, View
from databank.review.merge import Decision, merge_persons
from databank.review.read_history import read_history
from databank.review.rules.question import Ground
from databank.review.split import SplitPlan, split_person
from databank.review.undo import undo_merge
from databank.roles import Linker, Officer, Overrules, Purpose

router = APIRouter()

Claims = Annotated[list[UUID], Field(max_length=1000)]


class MergeBody(Body):
    other_person_id: UUID
    ground: Ground
    overrules: Overrules = Field(default_factory=list)


class SplitBody(Body):
    """``claimIds`` go to a new person, or to ``toPersonId``. Without ``stayingClaimIds`` all others
    stay; with it, what is named in neither is decided again."""

    claim_ids: Claims
    staying_claim_ids: Claims | None = None
    to_person_id: UUID | None = None
    ground: Ground
    overrules: Overrules = Field(default_factory=list)


class UndoBody(Body):
    ground: Ground
    overrules: Overrules = Field(default_factory=list)


class PersonChangeView(View):
    """``personId`` stays; ``otherPersonId`` went into it, or came out of it."""

    change_id: UUID
    person_id: UUID
    other_person_id: UUID


class ChangeView(PersonChangeView):
    kind: str
    at: AwareDatetime
    by: str
    ground: Ground
    review_id: UUID | None
    undone_by: UUID | None
    claims: list[UUID]


class HistoryView(View):
    """``mergedInto`` is whom the id stands for now, when that is somebody else."""

    person_id: UUID
    merged_into: UUID | None
    known_as: list[UUID]
    changes: list[ChangeView]


@router.post("/v1/persons/{person_id}/merge")
async def post_merge(
    person_id: UUID, body: MergeBody, tx: Tx, officer: Linker, purpose: Purpose
) -> PersonChangeView:
    """The other person goes into this one; where only this one is provisional, the reverse."""
    decision = _decision(officer, body)
    change = await merge_persons(tx, officer, person_id, body.other_person_id, decision, purpose)
    return PersonChangeView.model_validate(change)


@router.post("/v1/persons/{person_id}/split")
async def post_split(
    person_id: UUID, body: SplitBody, tx: Tx, officer: Linker, purpose: Purpose
) -> PersonChangeView:
    staying = body.staying_claim_ids
    plan = SplitPlan(
        frozenset(body.claim_ids),
        None if staying is None else frozenset(staying),
        body.to_person_id,
    )
    decision = _decision(officer, body)
    change = await split_person(tx, officer, person_id, plan, decision, purpose)
    return PersonChangeView.model_validate(change)


@router.post("/v1/person-changes/{change_id}/undo")
async def post_undo(
    change_id: UUID, body: UndoBody, tx: Tx, officer: Linker, purpose: Purpose
) -> PersonChangeView:
    """A merge in one call undone: parted along the former line, with its questions open again."""
    change = await undo_merge(tx, officer, change_id, _decision(officer, body), purpose)
    return PersonChangeView.model_validate(change)


@router.get("/v1/persons/{person_id}/history")
async def get_history(person_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> HistoryView:
    return HistoryView.model_validate(await read_history(tx, officer, person_id, purpose))


def _decision(officer: Actor, body: MergeBody | SplitBody | UndoBody) -> Decision:
    return Decision(officer.subject, body.ground, overrules=frozenset(body.overrules))
