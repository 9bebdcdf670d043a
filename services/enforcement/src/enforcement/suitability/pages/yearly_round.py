"""Page of ``/bezoeken``: the yearly round of premises, the share that is done, and the way left."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Actor, allow
from chassis.web.pages import page
from enforcement.authorisation import OFFICE
from enforcement.suitability import store

router = APIRouter(include_in_schema=False)

OfficeActor = Annotated[Actor, allow(*OFFICE)]


@router.get("/bezoeken")
async def get_round(
    request: Request,
    tx: Tx,
    actor: OfficeActor,
    year: Annotated[int | None, Query(alias="jaar", ge=2014, le=2200)] = None,
) -> Response:
    """Every house with a declaration is visited once a calendar year; without a year, this one."""
    this_year = city_day(tx.now).year
    chosen = year or this_year
    houses = await store.visits.yearly_round(tx, chosen)
    left = [house for house in houses if house.visited_at is None]
    streets = list(dict.fromkeys(house.street for house in left))
    return page(
        request,
        "visit_round.html",
        year=chosen,
        this_year=this_year,
        total=len(houses),
        done=[house for house in houses if house.visited_at is not None],
        share=round(100 * (len(houses) - len(left)) / len(houses)) if houses else 0,
        route=[(street, [house for house in left if house.street == street]) for street in streets],
    )
