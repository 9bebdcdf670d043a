"""Suitability declarations over HTTP: the application."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StringConstraints, model_validator

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, Problem, View
from contracts.codes import VisitReason
from contracts.event import Code
from contracts.permits.types import WINDOW
from enforcement.acts.fields import Short
from enforcement.cases.api.access import OwnerOrOffice, own
from enforcement.cases.store.timeline import By
from enforcement.suitability import apply
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.possible_steps import possible_steps
from enforcement.suitability.rules import MOST_ROOMS
from enforcement.suitability.take_in import take_in

router = APIRouter(prefix=DECLARATIONS.api, tags=[DECLARATIONS.tag])

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
        allowed=await possible_steps(tx, dossier),
    )
