"""Suitability declarations over HTTP: changes that owners tell, and what the city makes of them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from chassis.edge import Tx
from chassis.web import Body
from enforcement.cases.api.access import Office, OwnerOrOffice, own
from enforcement.cases.api.bodies import Text
from enforcement.cases.store.timeline import By
from enforcement.suitability import change
from enforcement.suitability.api.views import MOST_ROOMS, StepTaken, step_taken
from enforcement.suitability.change import Notice
from enforcement.suitability.rules import ChangeKind, ChangeOutcome

router = APIRouter(prefix="/v1/suitability-dossiers", tags=["geschiktheidsverklaringen"])

RoomLabel = Annotated[str, StringConstraints(min_length=1, max_length=20)]


class ChangeBody(Body):
    """``rooms`` are all rooms that the premises have from now on."""

    kind: ChangeKind = ChangeKind.ANDER
    rooms: list[RoomLabel] = Field(default_factory=list, max_length=MOST_ROOMS)
    note: Text | None = None


class ChangeTold(StepTaken):
    change_id: UUID


@router.post("/{dossier_id}/changes", status_code=201)
async def tell_change(
    dossier_id: UUID, tx: Tx, actor: OwnerOrOffice, body: ChangeBody | None = None
) -> ChangeTold:
    """Holder, manager or rooms changed; the declaration goes on until the city assessed it."""
    body = body or ChangeBody()
    notice = Notice(body.kind, body.rooms, body.note)
    by, owner = By.actor(actor), own(actor)
    dossier, told = await change.tell_change(tx, dossier_id, by, notice, owner)
    return ChangeTold(change_id=told.change_id, **step_taken(tx, dossier).model_dump())


class Assessment(Body):
    outcome: ChangeOutcome
    reason: Text


@router.post("/{dossier_id}/changes/{change_id}/assessment")
async def assess_change(
    dossier_id: UUID, change_id: UUID, body: Assessment, tx: Tx, actor: Office
) -> StepTaken:
    """An accepted change of rooms holds at once, for the calendar too."""
    by = By.actor(actor)
    dossier = await change.assess_change(tx, dossier_id, change_id, by, body.outcome, body.reason)
    return step_taken(tx, dossier)
