"""Page of ``/bezoeken``: visits with a day, the yearly round of premises, and the way left."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import NotFoundError, RefusedError
from chassis.web import Actor, Body, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from contracts.codes import VisitReason
from enforcement.functions import OFFICE
from enforcement.suitability import labels, store
from enforcement.suitability.plan_visits import plan_visits

router = APIRouter(include_in_schema=False)

OfficeActor = Annotated[Actor, allow(*OFFICE)]


class PlanForm(Body):
    """The houses of a day; without another reason it is their yearly visit."""

    houses: list[UUID] = Field(default_factory=list, max_length=500, alias="pand")
    day: date = Field(alias="dag")
    reason: VisitReason = Field(default=VisitReason.JAARLIJKS, alias="aanleiding")


@router.get("/bezoeken")
async def get_round(
    request: Request,
    tx: Tx,
    actor: OfficeActor,
    year: Annotated[int | None, Query(alias="jaar", ge=2014, le=2200)] = None,
) -> Response:
    """Every house with a declaration is visited once a calendar year; without a year, this one."""
    return await _show(request, tx, year or city_day(tx.now).year, Form())


@router.post("/bezoeken")
async def post_plan(request: Request, tx: Tx, actor: OfficeActor) -> Response:
    """Give the chosen houses a day."""
    form = await read(request, PlanForm)
    if "dag" in form.errors:
        form.errors["dag"] = mark("Kies een dag.")
    elif form.model is not None and not form.model.houses:
        form.errors["pand"] = mark("Kies minstens één pand.")
    if form.model is not None and not form.errors:
        try:
            async with tx.savepoint():
                await plan_visits(tx, form.model.houses, form.model.day, form.model.reason)
        except NotFoundError:
            raise
        except RefusedError as refusal:
            form.errors[getattr(refusal, "field", "")] = refusal.reason
    if form.errors:
        return await _show(request, tx, city_day(tx.now).year, form, status=422)
    await tell(tx, request, _("De bezoeken hebben een dag."))
    return go("/bezoeken")


async def _show(
    request: Request, tx: Transaction, year: int, form: Form[Any], *, status: int = 200
) -> Response:
    houses = await store.visits.yearly_round(tx, year)
    left = [house for house in houses if house.visited_at is None]
    streets = list(dict.fromkeys(house.street for house in left))
    return page(
        request,
        "visit_round.html",
        status=status,
        year=year,
        this_year=city_day(tx.now).year,
        total=len(houses),
        done=[house for house in houses if house.visited_at is not None],
        share=round(100 * (len(houses) - len(left)) / len(houses)) if houses else 0,
        route=[(street, [house for house in left if house.street == street]) for street in streets],
        planned=await store.planned_visits.open_visits(tx),
        labels=labels,
        form=form,
    )
