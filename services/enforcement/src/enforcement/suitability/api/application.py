"""Suitability declarations: the application and whether it is complete."""

from typing import Annotated, Self
from uuid import UUID, uuid4

from fastapi import APIRouter
from pydantic import Field, StringConstraints, model_validator

from chassis.edge import Tx
from chassis.web import Body, Problem, View
from contracts.codes import VisitReason
from contracts.event import Code
from enforcement.cases import step
from enforcement.cases.api.access import Office, OwnerOrOffice, own
from enforcement.cases.api.shapes import Short, Text
from enforcement.cases.store import numbers, timeline
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import brussels_day
from enforcement.suitability import store
from enforcement.suitability.api.shapes import (
    MOST_ROOMS,
    REGULATION,
    StepTaken,
    locked,
    taken,
    tell_application,
)
from enforcement.suitability.rules import DossierState, DossierStep
from enforcement.tables import Dossier

router = APIRouter(prefix="/v1/suitability-dossiers", tags=["geschiktheidsverklaringen"])

FILED_FOR = (VisitReason.AANVRAAG, VisitReason.VERNIEUWING, VisitReason.MELDING)


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
    premises_id = await store.premises_at(
        tx, place.label, place.street, place.house_number, place.postcode
    )
    if await store.has_live_dossier(tx, premises_id):
        raise Problem.conflict("Voor dit pand loopt al een dossier. Werk daarin verder.", [])
    dossier = Dossier(
        dossier_id=uuid4(),
        number=await numbers.next_number(tx, "GV"),
        premises_id=premises_id,
        owner=owner,
        rooms=await store.rooms_of(tx, premises_id, body.rooms),
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
        allowed=step.allowed(dossier, brussels_day(tx.now)),
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
    step.take(
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
        await legal_terms.close(tx, dossier_id, "suitability.completion_days")
    await legal_terms.start(tx, dossier_id, await legal_terms.law(tx, today, term), term, today)
    return taken(tx, dossier)


class Reason(Body):
    reason: Text


@router.post("/{dossier_id}/discontinuation")
async def discontinue(dossier_id: UUID, body: Reason, tx: Tx, actor: Office) -> StepTaken:
    """An application that stays incomplete is stopped by a person, never by the clock."""
    dossier = await locked(tx, dossier_id)
    by = By.actor(actor)
    step.take(tx, dossier, DossierStep.DISCONTINUATION, by, reason=body.reason, basis=REGULATION)
    await legal_terms.close(tx, dossier_id)
    return taken(tx, dossier)
