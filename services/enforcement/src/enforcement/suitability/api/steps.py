"""Suitability declarations over HTTP: their acts, and the notification of a decision."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import Actor, Body, allow
from enforcement.acts.api import router_of
from enforcement.acts.fields import Moment, Text
from enforcement.cases.api.access import DeclarationNotifier, OwnerOrOffice
from enforcement.cases.store.timeline import By
from enforcement.council_of_state import api as council_of_state
from enforcement.functions import BODIES, CASE_WORKERS, OFFICE
from enforcement.suitability.acts import STEPS
from enforcement.suitability.acts.changes import AssessChange, HolderCode, TellChange
from enforcement.suitability.acts.council import COUNCIL
from enforcement.suitability.acts.visits import RecordVisit
from enforcement.suitability.api.views import StepTaken, step_taken
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.notify_decision import notify_decision
from enforcement.suitability.rules import ChangeOutcome

router = APIRouter(prefix=DECLARATIONS.api, tags=[DECLARATIONS.tag])

Office = Annotated[Actor, allow(*OFFICE)]


class VisitRecorded(StepTaken):
    visit_id: UUID


class ChangeTold(StepTaken):
    change_id: UUID


@router.post("/{case_id}/visits", status_code=201, description=RecordVisit.__doc__)
async def record_visit(case_id: UUID, body: RecordVisit, tx: Tx, actor: Office) -> VisitRecorded:
    dossier = await DECLARATIONS.take(tx, case_id, By.actor(actor), body)
    taken = await step_taken(tx, dossier)
    return VisitRecorded(visit_id=body.visit_id, **taken.model_dump())


@router.post("/{case_id}/changes", status_code=201, description=TellChange.__doc__)
async def tell_change(
    case_id: UUID, tx: Tx, actor: OwnerOrOffice, body: TellChange | None = None
) -> ChangeTold:
    told = body or TellChange()
    await DECLARATIONS.must_be_own(tx, case_id, actor, TellChange)
    dossier = await DECLARATIONS.take(tx, case_id, By.actor(actor), told)
    taken = await step_taken(tx, dossier)
    return ChangeTold(change_id=told.change_id, **taken.model_dump())


class Assessment(Body):
    outcome: ChangeOutcome
    reason: Text
    holder: HolderCode | None = None
    new_holder: bool = False
    manager: HolderCode | None = None


@router.post("/{case_id}/changes/{change_id}/assessment")
async def assess_change(
    case_id: UUID, change_id: UUID, body: Assessment, tx: Tx, actor: Office
) -> StepTaken:
    """Assess the change of this address, as ``change-assessment`` does with its ``changeId``."""
    said = AssessChange(change_id=change_id, **body.model_dump())
    return await step_taken(tx, await DECLARATIONS.take(tx, case_id, By.actor(actor), said))


class NotificationBody(Body):
    """``remedyTold``: the letter named the appeal (coordinated laws, art. 19)."""

    notified_at: Moment | None = None
    remedy_told: bool = True


@router.post("/{case_id}/decision-notification")
async def notify(
    case_id: UUID, body: NotificationBody, tx: Tx, actor: DeclarationNotifier
) -> StepTaken:
    """The owner knows of the decision; the term for the Council of State starts."""
    by, told = By.actor(actor), body.remedy_told
    dossier = await notify_decision(tx, case_id, by, body.notified_at, remedy_told=told)
    return await step_taken(tx, dossier)


ANSWERED_APART = (RecordVisit, TellChange)
"""They have an id of their own to tell."""
acts = router_of(
    DECLARATIONS, StepTaken, step_taken, [act for act in STEPS if act not in ANSWERED_APART]
)
council = council_of_state.routes_of(DECLARATIONS, COUNCIL, CASE_WORKERS | BODIES)
