"""Screen of the slots for hearings: those that are free, and a new one."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import CITY
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.functions import GAS
from enforcement.hearings import plan, store

router = APIRouter(include_in_schema=False)

GasActor = Annotated[Actor, allow(*GAS)]
SHOWN = 100


class SlotForm(Body):
    """The moment as a clock in the city shows it."""

    starts_at: datetime = Field(alias="moment")
    place: str = Field(min_length=2, max_length=120, alias="plaats")


@router.get("/hoorzittingen")
async def get_slots(request: Request, tx: Tx, actor: GasActor) -> Response:
    return await _show(request, tx, Form())


@router.post("/hoorzittingen")
async def post_slot(request: Request, tx: Tx, actor: GasActor) -> Response:
    form = await read(request, SlotForm)
    if form.model is not None:
        try:
            starts_at = form.model.starts_at.replace(tzinfo=CITY)
            await plan.open_slot(tx, starts_at, form.model.place)
        except RefusedError:
            form.errors["moment"] = mark("Kies een moment dat nog moet komen.")
    elif "moment" in form.errors:
        form.errors["moment"] = mark("Kies een dag en een uur.")
    if form.errors:
        return await _show(request, tx, form, status=422)
    await tell(tx, request, _("Het moment is vrij om te kiezen."))
    return go("/hoorzittingen")


async def _show(
    request: Request, tx: Transaction, form: Form[Any], *, status: int = 200
) -> Response:
    slots = await store.free_slots(tx, SHOWN)
    return page(request, "hearing_slots.html", status=status, slots=slots, form=form)
