"""Suitability declarations over HTTP: advices and visits, on which a decision rests."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Body
from contracts.codes import VisitKind, VisitReason, VisitResult
from contracts.event import Code
from enforcement.cases.api.access import Office
from enforcement.cases.api.bodies import Moment
from enforcement.cases.store.timeline import By
from enforcement.suitability import advices, visits
from enforcement.suitability.advices import GivenAdvice
from enforcement.suitability.api.views import MOST_ROOMS, StepTaken, step_taken
from enforcement.suitability.rules import AdviceOutcome, AdviceService
from enforcement.suitability.visits import VisitReport

router = APIRouter(prefix="/v1/suitability-dossiers", tags=["geschiktheidsverklaringen"])


class AdviceRequests(Body):
    """Without ``services`` those that this type of permit asks."""

    services: list[AdviceService] | None = Field(
        default=None, min_length=1, max_length=len(AdviceService)
    )
    due_at: AwareDatetime | None = None


@router.post("/{dossier_id}/advice-requests")
async def request_advices(
    dossier_id: UUID, body: AdviceRequests, tx: Tx, actor: Office
) -> StepTaken:
    """Ask services for advice in parallel; a service that was asked already is not asked again."""
    dossier = await advices.request_advices(
        tx, dossier_id, By.actor(actor), body.services, body.due_at
    )
    return step_taken(tx, dossier)


class AdviceBody(Body):
    """Of the police's morality advice only the conclusion is recorded.

    ``due`` has the last day of the conditions that have one.
    """

    service: AdviceService
    outcome: AdviceOutcome
    conditions: list[Code] = Field(default_factory=list, max_length=50)
    due: dict[Code, date] = Field(default_factory=dict, max_length=50)


@router.post("/{dossier_id}/advices")
async def record_advice(dossier_id: UUID, body: AdviceBody, tx: Tx, actor: Office) -> StepTaken:
    """One service's advice. With the last one the dossier is ready for a decision."""
    given = GivenAdvice(body.service, body.outcome, body.conditions, body.due)
    dossier = await advices.record_advice(tx, dossier_id, By.actor(actor), given)
    return step_taken(tx, dossier)


class VisitBody(Body):
    kind: VisitKind
    reason: VisitReason
    result: VisitResult
    rooms_visited: int = Field(ge=0, le=MOST_ROOMS)
    completed_at: Moment | None = None


class VisitRecorded(StepTaken):
    visit_id: UUID


@router.post("/{dossier_id}/visits", status_code=201)
async def record_visit(dossier_id: UUID, body: VisitBody, tx: Tx, actor: Office) -> VisitRecorded:
    """A visit: reactive for an application or renewal, proactive every year."""
    report = VisitReport(
        kind=body.kind,
        reason=body.reason,
        result=body.result,
        rooms_visited=body.rooms_visited,
        completed_at=body.completed_at,
    )
    dossier, visit = await visits.record_visit(tx, dossier_id, By.actor(actor), report)
    return VisitRecorded(visit_id=visit.visit_id, **step_taken(tx, dossier).model_dump())
