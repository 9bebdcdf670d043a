"""Place an application that no dossier fits: choose one, or open a new one; and undo that."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field, StringConstraints
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, NotFoundError, RefusedError
from chassis.web import Action, Actor, Body, PageRequest
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.application_register import store
from enforcement.applications import labels, place_application
from enforcement.applications.consult_applicant import consult_applicant
from enforcement.applications.pages.people import ApplicationWorker
from enforcement.applications.place_application import Place
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.timeline import By
from enforcement.suitability import labels as dossier_labels
from enforcement.suitability import store as dossiers

router = APIRouter(include_in_schema=False, prefix="/aanvragen/{application_id}")

NEW = "nieuw"
"""The choice of a dossier that does not exist yet."""
MOST_DOSSIERS = 100
MOST_ROOMS = 200

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class PlaceForm(Body):
    """``dossier`` is an id, or ``nieuw``; the rest describes the premises of a new one."""

    dossier: str = Field(max_length=40, alias="dossier")
    label: Line | None = Field(default=None, alias="naam")
    street: Line | None = Field(default=None, alias="straat")
    house_number: Line | None = Field(default=None, alias="nummer")
    postcode: str | None = Field(default=None, pattern=r"^\d{4}$", alias="postcode")
    rooms: str = Field(default="", max_length=4000, alias="kamers")


@router.get("/plaatsen")
async def get_place(
    request: Request, application_id: UUID, tx: Tx, actor: ApplicationWorker
) -> Response:
    return await _show(request, tx, actor, application_id, Form())


@router.post("/plaatsen")
async def post_place(
    request: Request, application_id: UUID, tx: Tx, actor: ApplicationWorker
) -> Response:
    form = await read(request, PlaceForm)
    if form.model is not None:
        try:
            async with tx.savepoint():
                await _place(tx, application_id, form.model, By.actor(actor))
        except CaseNotFoundError:
            form.errors["dossier"] = _CHOOSE
        except NotFoundError:
            raise
        except FieldRefusedError as refusal:
            form.errors[refusal.field] = refusal.reason
        except RefusedError as refusal:
            form.errors[""] = refusal.reason
    if form.errors:
        return await _show(request, tx, actor, application_id, form, status=422)
    await consult_applicant(tx, actor, [application_id], Action.CHANGE)
    await tell(tx, request, _("De aanvraag zit in een dossier, en de eigenaar leest dat."))
    return go(f"/aanvragen/{application_id}")


@router.post("/plaats-ongedaan")
async def post_undoing(
    request: Request, application_id: UUID, tx: Tx, actor: ApplicationWorker
) -> Response:
    await place_application.undo_placing(tx, application_id, By.actor(actor))
    await consult_applicant(tx, actor, [application_id], Action.CHANGE)
    await tell(tx, request, _("De aanvraag staat weer bij wat te plaatsen is."))
    return go(f"/aanvragen/{application_id}")


_CHOOSE = mark("Kies een dossier, of een nieuw.")


async def _place(tx: Transaction, application_id: UUID, form: PlaceForm, by: By) -> None:
    if form.dossier != NEW:
        try:
            dossier_id = UUID(form.dossier)
        except ValueError:
            raise FieldRefusedError("dossier", _CHOOSE) from None
        await place_application.place_in_dossier(tx, application_id, dossier_id, by)
        return
    rooms = [line.strip() for line in form.rooms.splitlines() if line.strip()]
    needed = {
        "naam": form.label,
        "straat": form.street,
        "nummer": form.house_number,
        "postcode": form.postcode,
        "kamers": rooms[:MOST_ROOMS],
    }
    for name, value in needed.items():
        if not value:
            raise FieldRefusedError(name, _("Vul dit in voor een nieuw dossier."))
    assert form.label and form.street and form.house_number and form.postcode
    place = Place(form.label, form.street, form.house_number, form.postcode, rooms[:MOST_ROOMS])
    await place_application.place_in_new_dossier(tx, application_id, place, by)


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    application_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    """The owner's running dossiers to choose from; a new one begins with what the owner wrote."""
    application = await store.get(tx, application_id)
    await consult_applicant(tx, actor, [application_id])
    said = store.filled_in(tx, application)
    if not form.values and said.premises is not None:
        asked = said.premises
        form.values = {
            "naam": [asked.label],
            "straat": [asked.street],
            "nummer": [asked.house_number],
            "postcode": [asked.postcode],
            "kamers": ["\n".join(asked.rooms)],
        }
    paging = PageRequest(page=1, pagesize=MOST_DOSSIERS)
    known = await dossiers.page(tx, paging, owner=application.owner)
    return page(
        request,
        "application_place.html",
        status=status,
        application=application,
        known=[
            (dossier, place)
            for dossier, place in known
            if place_application.takes(dossier, application)
        ],
        new=NEW,
        labels=labels,
        state_label=dossier_labels.state_label,
        form=form,
    )
