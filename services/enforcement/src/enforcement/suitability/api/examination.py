"""Suitability declarations: advices, visits and hearings, on which a decision rests."""

from uuid import UUID, uuid4

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.bus import record
from chassis.edge import Tx
from chassis.web import Body, Problem
from contracts.codes import VisitKind, VisitReason, VisitResult
from contracts.enforcement import SuitabilityVisitCompleted
from contracts.event import Code
from enforcement.cases import step
from enforcement.cases.api.access import Hearing, Office
from enforcement.cases.api.shapes import Text, happened
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline, brussels_day
from enforcement.suitability import declaration, store
from enforcement.suitability.api.shapes import MOST_ROOMS, REGULATION, StepTaken, locked, taken
from enforcement.suitability.rules import AdviceOutcome, AdviceService, DossierStep
from enforcement.tables import Visit

router = APIRouter(prefix="/v1/suitability-dossiers", tags=["geschiktheidsverklaringen"])


class AdviceRequests(Body):
    services: list[AdviceService] = Field(min_length=1, max_length=len(AdviceService))
    due_at: AwareDatetime | None = None


@router.post("/{dossier_id}/advice-requests")
async def request_advices(
    dossier_id: UUID, body: AdviceRequests, tx: Tx, actor: Office
) -> StepTaken:
    """Ask services for advice in parallel; a service that was asked already is not asked again."""
    dossier = await locked(tx, dossier_id)
    step.take(tx, dossier, DossierStep.ADVICE_REQUESTS, By.actor(actor), basis=REGULATION)
    today = brussels_day(tx.now)
    term = "suitability.advice_days"
    if body.due_at is None:
        rules = await legal_terms.law(tx, today, term)
        due_on = (await legal_terms.start(tx, dossier_id, rules, term, today)).last_day
    elif body.due_at <= tx.now:
        raise Problem.field("dueAt", "Geef een termijn in de toekomst.")
    else:
        due_on = brussels_day(body.due_at)
        await legal_terms.start_until(tx, dossier_id, term, today, Deadline(due_on, due_on))
    asked = await store.request_advices(tx, dossier, body.services, due_on)
    dossier.advices_requested += asked
    dossier.advices_awaited += asked
    await declaration.await_advices(tx, dossier, due_on)
    return taken(tx, dossier)


class AdviceBody(Body):
    """Of the police's morality advice only the conclusion is recorded."""

    service: AdviceService
    outcome: AdviceOutcome
    conditions: list[Code] = Field(default_factory=list, max_length=50)


@router.post("/{dossier_id}/advices")
async def record_advice(dossier_id: UUID, body: AdviceBody, tx: Tx, actor: Office) -> StepTaken:
    """One service's advice. With the last one the dossier is ready for a decision."""
    dossier = await locked(tx, dossier_id)
    step.take(
        tx,
        dossier,
        DossierStep.ADVICES,
        By.actor(actor),
        reason=f"{body.service}: {body.outcome}",
        basis=REGULATION,
    )
    advice = await store.asked_advice(tx, dossier, body.service)
    if advice is None:
        raise Problem.field("service", "Aan deze dienst is geen advies gevraagd.")
    if advice.given_at is not None:
        raise Problem.field("service", "Deze dienst gaf al advies.")
    if advice.outcome is None:
        dossier.advices_awaited -= 1
    advice.outcome = str(body.outcome)
    advice.conditions = list(body.conditions)
    advice.given_at = tx.now
    await declaration.close_advices_when_all_in(tx, dossier, By.actor(actor))
    return taken(tx, dossier)


class VisitBody(Body):
    kind: VisitKind
    reason: VisitReason
    result: VisitResult
    rooms_visited: int = Field(ge=0, le=MOST_ROOMS)
    completed_at: AwareDatetime | None = None


class VisitRecorded(StepTaken):
    visit_id: UUID


@router.post("/{dossier_id}/visits", status_code=201)
async def record_visit(dossier_id: UUID, body: VisitBody, tx: Tx, actor: Office) -> VisitRecorded:
    """A visit: reactive for an application or renewal, proactive every year."""
    dossier = await locked(tx, dossier_id)
    completed_at = happened(tx, "completedAt", body.completed_at)
    if body.rooms_visited > len(dossier.rooms):
        raise Problem.field("roomsVisited", f"Dit pand heeft {len(dossier.rooms)} ruimtes.")
    reason = f"{body.kind}, {body.reason}: {body.result}"
    step.take(
        tx,
        dossier,
        DossierStep.VISITS,
        By.actor(actor),
        reason=reason,
        basis=REGULATION,
        happened_at=completed_at,
    )
    visit = Visit(
        visit_id=uuid4(),
        dossier_id=dossier_id,
        kind=str(body.kind),
        reason=str(body.reason),
        result=str(body.result),
        rooms_visited=body.rooms_visited,
        completed_at=completed_at,
    )
    tx.session.add(visit)
    if body.kind is VisitKind.PROACTIEF:
        await declaration.plan_visit(tx, dossier, brussels_day(completed_at).year + 1)
    record(
        tx,
        SuitabilityVisitCompleted(
            visit_id=visit.visit_id,
            dossier_id=dossier_id,
            premises_id=dossier.premises_id,
            kind=body.kind,
            reason=body.reason,
            result=body.result,
            rooms_visited=body.rooms_visited,
            completed_at=completed_at,
        ),
    )
    return VisitRecorded(visit_id=visit.visit_id, **taken(tx, dossier).model_dump())


class HearingBody(Body):
    held_at: AwareDatetime | None = None
    report: Text


@router.post("/{dossier_id}/hearing")
async def record_hearing(dossier_id: UUID, body: HearingBody, tx: Tx, actor: Hearing) -> StepTaken:
    """The owner was heard; needed before a refusal or a withdrawal."""
    dossier = await locked(tx, dossier_id)
    held_at = happened(tx, "heldAt", body.held_at)
    step.take(
        tx,
        dossier,
        DossierStep.HEARING,
        By.actor(actor),
        reason=body.report,
        basis=REGULATION,
        happened_at=held_at,
    )
    dossier.heard = True
    return taken(tx, dossier)
