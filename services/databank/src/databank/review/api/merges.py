"""Officers join two persons into one, part one into two, and take a merge back (DP-09)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Action, Actor, Body, View, record_access
from databank.access.roles import Linker, Officer, Overrules, Purpose
from databank.files.open_person import open_person
from databank.matching.store import persons
from databank.review import merge, split
from databank.review.merge import Changed, Decision
from databank.review.rules.question import Ground
from databank.review.split import Parting
from databank.review.store import merge_history as changes

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


class ChangedView(View):
    """``personId`` stays; ``otherPersonId`` went into it, or came out of it."""

    change_id: UUID
    person_id: UUID
    other_person_id: UUID


class ChangeView(ChangedView):
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
) -> ChangedView:
    """The other person goes into this one; where only this one is provisional, the reverse."""
    decision = _decision(officer, body)
    changed = await merge.merge(tx, person_id, body.other_person_id, decision)
    return await _told(tx, officer, changed, Action.COMBINE, purpose)


@router.post("/v1/persons/{person_id}/split")
async def post_split(
    person_id: UUID, body: SplitBody, tx: Tx, officer: Linker, purpose: Purpose
) -> ChangedView:
    staying = body.staying_claim_ids
    parting = Parting(
        frozenset(body.claim_ids),
        None if staying is None else frozenset(staying),
        body.to_person_id,
    )
    decision = _decision(officer, body)
    changed = await split.split(tx, person_id, parting, decision)
    return await _told(tx, officer, changed, Action.CHANGE, purpose)


@router.post("/v1/person-changes/{change_id}/undo")
async def post_undo(
    change_id: UUID, body: UndoBody, tx: Tx, officer: Linker, purpose: Purpose
) -> ChangedView:
    """A merge in one call undone: parted along the former line, with its questions open again."""
    changed = await split.undo(tx, change_id, _decision(officer, body))
    return await _told(tx, officer, changed, Action.CHANGE, purpose)


@router.get("/v1/persons/{person_id}/history")
async def get_history(person_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> HistoryView:
    row = await open_person(tx, officer, person_id, purpose)
    survivor = await persons.survivor(tx.conn, person_id) if row.merged_into else None
    return HistoryView(
        person_id=person_id,
        merged_into=survivor,
        known_as=await persons.former_ids(tx.conn, person_id),
        changes=[
            ChangeView(**change, change_id=change["id"])
            for change in await changes.of_person(tx.conn, person_id)
        ],
    )


def _decision(officer: Actor, body: MergeBody | SplitBody | UndoBody) -> Decision:
    return Decision(officer.subject, body.ground, overrules=frozenset(body.overrules))


async def _told(
    tx: Transaction, officer: Actor, changed: Changed, action: Action, purpose: str
) -> ChangedView:
    for person_id in (changed.person_id, changed.other_person_id):
        await record_access(
            tx,
            officer,
            action=action,
            subject_kind="person",
            subject_id=person_id,
            purpose=purpose,
        )
    return ChangedView.model_validate(changed)
