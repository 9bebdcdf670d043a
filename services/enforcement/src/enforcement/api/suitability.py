"""Suitability declarations, step by step, from application to the decision."""

from typing import Annotated, Self
from uuid import UUID, uuid4

from fastapi import APIRouter
from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from chassis.bus import record
from chassis.edge import Tx
from chassis.web import Body, Problem, View
from contracts.codes import VisitKind, VisitReason, VisitResult
from contracts.enforcement import (
    SuitabilityVisitCompleted,
)
from contracts.event import Code
from enforcement import declaration, steps
from enforcement.api.access import (
    Hearing,
    Office,
    OwnerOrOffice,
    own,
)
from enforcement.api.shapes import Short, Text, happened
from enforcement.api.suitability_shapes import (
    REGULATION,
    StepTaken,
    locked,
    taken,
    tell_application,
)
from enforcement.domain.suitability import (
    AdviceOutcome,
    AdviceService,
    DossierState,
    DossierStep,
)
from enforcement.domain.terms import Deadline, brussels_day
from enforcement.store import dossiers, numbers, terms, timeline
from enforcement.store.tables import Dossier, Visit
from enforcement.store.timeline import By

router = APIRouter(prefix="/v1/suitability-dossiers", tags=["geschiktheidsverklaringen"])

FILED_FOR = (VisitReason.AANVRAAG, VisitReason.VERNIEUWING, VisitReason.MELDING)
MOST_ROOMS = 200


class PremisesBody(Body):
    label: Short
    street: Short
    house_number: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    postcode: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]


class Application(Body):
    """``owner`` may be left out by an owner: it is the own organisation."""

    premises: PremisesBody
    owner: Code | None = None
    rooms: list[Annotated[str, StringConstraints(min_length=1, max_length=20)]] = Field(
        min_length=1, max_length=MOST_ROOMS
    )
    reason: VisitReason = VisitReason.AANVRAAG

    @model_validator(mode="after")
    def sound(self) -> Self:
        if len(set(self.rooms)) != len(self.rooms):
            raise ValueError("Elke ruimte heeft een eigen naam. Geef geen naam twee keer.")
        if self.reason not in FILED_FOR:
            raise ValueError(f"Een dossier gaat over: {', '.join(FILED_FOR)}.")
        return self


class RoomView(View):
    room_id: UUID
    label: str


class DossierFiled(View):
    dossier_id: UUID
    number: str
    premises_id: UUID
    rooms: list[RoomView]
    state: str
    allowed: list[str]


@router.post("", status_code=201)
async def file_application(body: Application, tx: Tx, actor: OwnerOrOffice) -> DossierFiled:
    """A new application. One running dossier per premises."""
    owner = own(actor) or body.owner
    if owner is None:
        raise Problem.field("owner", "Geef de code van de eigenaar.")
    if body.owner not in (None, owner):
        raise Problem.field("owner", "Je kan alleen een aanvraag doen voor je eigen organisatie.")
    place = body.premises
    premises_id = await dossiers.premises_at(
        tx, place.label, place.street, place.house_number, place.postcode
    )
    if await dossiers.has_live_dossier(tx, premises_id):
        raise Problem.conflict("Voor dit pand loopt al een dossier. Werk daarin verder.", [])
    dossier = Dossier(
        dossier_id=uuid4(),
        number=await numbers.next_number(tx, "GV"),
        premises_id=premises_id,
        owner=owner,
        rooms=await dossiers.rooms_of(tx, premises_id, body.rooms),
        reason=str(body.reason),
        state=str(DossierState.INGEDIEND),
        filed_at=tx.now,
    )
    tx.session.add(dossier)
    timeline.note(
        tx,
        dossier.dossier_id,
        "application",
        (None, dossier.state),
        By.actor(actor),
        basis=REGULATION,
    )
    tell_application(tx, dossier, body.reason)
    return DossierFiled(
        dossier_id=dossier.dossier_id,
        number=dossier.number,
        premises_id=premises_id,
        rooms=[RoomView.model_validate(room, by_alias=True) for room in dossier.rooms],
        state=dossier.state,
        allowed=steps.allowed(dossier, brussels_day(tx.now)),
    )


class Completeness(Body):
    complete: bool
    missing: list[Short] = Field(default_factory=list, max_length=50)


@router.post("/{dossier_id}/completeness")
async def check_completeness(
    dossier_id: UUID, body: Completeness, tx: Tx, actor: Office
) -> StepTaken:
    """Are all documents there? If not, the applicant gets a term to complete the file."""
    dossier = await locked(tx, dossier_id)
    if body.complete and body.missing:
        raise Problem.field("missing", "Een volledig dossier mist niets.")
    outcome = "volledig" if body.complete else "onvolledig"
    reason = "; ".join(body.missing) or None
    steps.take(
        tx,
        dossier,
        DossierStep.COMPLETENESS,
        By.actor(actor),
        outcome=outcome,
        reason=reason,
        basis=REGULATION,
    )
    today = brussels_day(tx.now)
    term = "suitability.decision_days" if body.complete else "suitability.completion_days"
    if body.complete:
        await terms.close(tx, dossier_id, "suitability.completion_days")
    await terms.start(tx, dossier_id, await terms.law(tx, today, term), term, today)
    return taken(tx, dossier)


class Reason(Body):
    reason: Text


@router.post("/{dossier_id}/discontinuation")
async def discontinue(dossier_id: UUID, body: Reason, tx: Tx, actor: Office) -> StepTaken:
    """An application that stays incomplete is stopped by a person, never by the clock."""
    dossier = await locked(tx, dossier_id)
    by = By.actor(actor)
    steps.take(tx, dossier, DossierStep.DISCONTINUATION, by, reason=body.reason, basis=REGULATION)
    await terms.close(tx, dossier_id)
    return taken(tx, dossier)


class AdviceRequests(Body):
    services: list[AdviceService] = Field(min_length=1, max_length=len(AdviceService))
    due_at: AwareDatetime | None = None


@router.post("/{dossier_id}/advice-requests")
async def request_advices(
    dossier_id: UUID, body: AdviceRequests, tx: Tx, actor: Office
) -> StepTaken:
    """Ask services for advice in parallel; a service that was asked already is not asked again."""
    dossier = await locked(tx, dossier_id)
    steps.take(tx, dossier, DossierStep.ADVICE_REQUESTS, By.actor(actor), basis=REGULATION)
    today = brussels_day(tx.now)
    term = "suitability.advice_days"
    if body.due_at is None:
        rules = await terms.law(tx, today, term)
        due_on = (await terms.start(tx, dossier_id, rules, term, today)).last_day
    elif body.due_at <= tx.now:
        raise Problem.field("dueAt", "Geef een termijn in de toekomst.")
    else:
        due_on = brussels_day(body.due_at)
        await terms.start_until(tx, dossier_id, term, today, Deadline(due_on, due_on))
    asked = await dossiers.request_advices(tx, dossier, body.services, due_on)
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
    steps.take(
        tx,
        dossier,
        DossierStep.ADVICES,
        By.actor(actor),
        reason=f"{body.service}: {body.outcome}",
        basis=REGULATION,
    )
    advice = await dossiers.asked_advice(tx, dossier, body.service)
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
    steps.take(tx, dossier, DossierStep.VISITS, By.actor(actor), reason=reason, basis=REGULATION)
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
    happened(tx, "heldAt", body.held_at)
    steps.take(
        tx, dossier, DossierStep.HEARING, By.actor(actor), reason=body.report, basis=REGULATION
    )
    dossier.heard = True
    return taken(tx, dossier)
