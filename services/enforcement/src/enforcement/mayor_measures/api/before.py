"""Steps of a measure before its order, over HTTP: consultation and draft."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Body
from contracts.codes import MeasureBasis, MeasureContent
from enforcement.acts.api import router_of
from enforcement.cases.api.bodies import Moment, Text
from enforcement.cases.store.timeline import By
from enforcement.council_of_state import api as council_of_state
from enforcement.functions import MEASURE_READERS
from enforcement.mayor_measures import consult as consultation
from enforcement.mayor_measures import propose as proposal
from enforcement.mayor_measures.acts import COUNCIL, STEPS
from enforcement.mayor_measures.api.access import MeasureWorker
from enforcement.mayor_measures.api.views import MeasureStepTaken, step_taken
from enforcement.mayor_measures.desk import MEASURES
from enforcement.mayor_measures.rules.codes import Stance

router = APIRouter(prefix="/v1/mayor-measures", tags=["maatregelen van de burgemeester"])


class Consultation(Body):
    """``said``: with which function, and their remarks; never a name."""

    stance: Stance
    said: Text
    on: Moment | None = None


@router.post("/{case_id}/consultation")
async def consult(
    case_id: UUID, body: Consultation, tx: Tx, actor: MeasureWorker
) -> MeasureStepTaken:
    """The judicial authorities were consulted, before a closure for trafficking."""
    by = By.actor(actor)
    case = await consultation.consult(tx, case_id, by, body.stance, body.said, body.on)
    return step_taken(tx, case)


class DraftBody(Body):
    """``ends`` is exclusive; without ``starts`` the order works from its notification.

    ``urgency``: why it cannot wait for a hearing. ``victims``: the people found there get
    information and a referral.
    """

    basis: MeasureBasis
    content: MeasureContent
    motivation: Text
    starts: AwareDatetime | None = None
    ends: AwareDatetime | None = None
    urgency: Text | None = None
    victims: bool = False


@router.post("/{case_id}/proposal")
async def propose(case_id: UUID, body: DraftBody, tx: Tx, actor: MeasureWorker) -> MeasureStepTaken:
    """The order that the mayor is asked to sign; another one takes the place of the one before."""
    draft = proposal.Draft(**body.model_dump())
    return step_taken(tx, await proposal.propose(tx, case_id, By.actor(actor), draft))


acts = router_of(MEASURES, MeasureStepTaken, step_taken, STEPS)
council = council_of_state.routes_of(MEASURES, COUNCIL, MEASURE_READERS)
