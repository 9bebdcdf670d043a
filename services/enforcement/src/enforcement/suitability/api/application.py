"""Suitability declarations over HTTP: the application, and its completeness."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StringConstraints, model_validator

from chassis.days import city_day
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, Problem, View
from contracts.codes import VisitReason
from contracts.event import Code
from contracts.permits.types import WINDOW
from enforcement.cases.api.access import Office, OwnerOrOffice, own
from enforcement.cases.api.bodies import Moment, Short, Text
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import allowed_steps
from enforcement.suitability import apply
from enforcement.suitability import check_completeness as completeness
from enforcement.suitability.api.views import MOST_ROOMS, StepTaken, step_taken
from enforcement.suitability.take_in import take_in
from enforcement.suitability.withdraw_application import withdraw_on_request

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
    permit_type: Code = WINDOW

    @model_validator(mode="after")
    def sound(self) -> Self:
        if len(set(self.rooms)) != len(self.rooms):
            raise ValueError(lazy("Elke ruimte heeft een eigen naam. Geef geen naam twee keer."))
        if self.reason not in FILED_FOR:
            raise ValueError(lazy("Een dossier gaat over: %(value)s.", value=", ".join(FILED_FOR)))
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
    """A new application, one per premises; a renewal or a change goes to the dossier that runs."""
    owner = own(actor) or body.owner
    if owner is None:
        raise Problem.field("owner", lazy("Geef de code van de eigenaar."))
    if body.owner not in (None, owner):
        raise Problem.field(
            "owner", lazy("Je kan alleen een aanvraag doen voor je eigen organisatie.")
        )
    place = body.premises
    application = apply.Application(
        label=place.label,
        street=place.street,
        house_number=place.house_number,
        postcode=place.postcode,
        owner=owner,
        rooms=body.rooms,
        reason=body.reason,
        permit_type=body.permit_type,
    )
    dossier = await take_in(tx, application, By.actor(actor))
    return DossierFiled(
        dossier_id=dossier.dossier_id,
        number=dossier.number,
        premises_id=dossier.premises_id,
        rooms=[RoomView.model_validate(room, by_alias=True) for room in dossier.rooms],
        state=dossier.state,
        allowed=allowed_steps(dossier, city_day(tx.now)),
    )


class Completeness(Body):
    complete: bool
    missing: list[Short] = Field(default_factory=list, max_length=50)
    sent_at: Moment | None = None


@router.post("/{dossier_id}/completeness")
async def check_completeness(
    dossier_id: UUID, body: Completeness, tx: Tx, actor: Office
) -> StepTaken:
    """Are all documents there? If not, the applicant gets a term to complete the file."""
    dossier = await completeness.check_completeness(
        tx,
        dossier_id,
        By.actor(actor),
        complete=body.complete,
        missing=body.missing,
        sent_at=body.sent_at,
    )
    return step_taken(tx, dossier)


class Reason(Body):
    reason: Text


@router.post("/{dossier_id}/discontinuation")
async def discontinue(dossier_id: UUID, body: Reason, tx: Tx, actor: Office) -> StepTaken:
    """An application that stays incomplete is stopped by a person, never by the clock."""
    by = By.actor(actor)
    return step_taken(tx, await completeness.discontinue(tx, dossier_id, by, body.reason))


@router.post("/{dossier_id}/application-withdrawal")
async def withdraw(dossier_id: UUID, body: Reason, tx: Tx, actor: Office) -> StepTaken:
    """The applicant takes an application or a renewal back before it is decided."""
    by = By.actor(actor)
    return step_taken(tx, await withdraw_on_request(tx, dossier_id, by, body.reason))
