"""Suitability declarations over HTTP: the owner is heard, and told what was decided."""

from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import Body
from enforcement.acts.api import router_of
from enforcement.cases.api.access import DeclarationNotifier
from enforcement.cases.api.bodies import Moment
from enforcement.cases.store.timeline import By
from enforcement.council_of_state import api as council_of_state
from enforcement.functions import BODIES, CASE_WORKERS
from enforcement.suitability.acts import COUNCIL, STEPS
from enforcement.suitability.api.views import StepTaken, step_taken
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.notify_decision import notify_decision

router = APIRouter(prefix="/v1/suitability-dossiers", tags=["geschiktheidsverklaringen"])


class NotificationBody(Body):
    """``remedyTold``: the letter named the appeal (coordinated laws, art. 19)."""

    notified_at: Moment | None = None
    remedy_told: bool = True


@router.post("/{dossier_id}/decision-notification")
async def notify(
    dossier_id: UUID, body: NotificationBody, tx: Tx, actor: DeclarationNotifier
) -> StepTaken:
    """The owner knows of the decision; the term for the Council of State starts."""
    by, told = By.actor(actor), body.remedy_told
    dossier = await notify_decision(tx, dossier_id, by, body.notified_at, remedy_told=told)
    return step_taken(tx, dossier)


acts = router_of(DECLARATIONS, StepTaken, step_taken, STEPS)
council = council_of_state.routes_of(DECLARATIONS, COUNCIL, CASE_WORKERS | BODIES)
