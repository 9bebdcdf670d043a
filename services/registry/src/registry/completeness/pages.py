"""The screen ``/volledigheid``: what a year lacks, by organisation and indicator."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import page
from registry.completeness import labels, store
from registry.completeness.read_year import read_year
from registry.delivery_register.rules.agenda import FIRST_YEAR, LAST_YEAR
from registry.roles import Reader, Settings, own

router = APIRouter(include_in_schema=False)

YEARS = 5
"""The years that the list offers, with the one that is asked."""


@router.get("/volledigheid")
async def get_completeness(
    request: Request,
    tx: Tx,
    actor: Reader,
    settings: Settings,
    jaar: Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR)] = None,
) -> Response:
    """Of the year before this one, unless another is asked; an organisation sees its own."""
    today = city_day(tx.now)
    year = today.year - 1 if jaar is None else jaar
    found = await read_year(tx, year, settings, only=own(actor))
    return page(
        request,
        "completeness.html",
        year=year,
        years=sorted({*range(today.year, today.year - YEARS, -1), year}, reverse=True),
        found=[(each, await store.sent(tx, each.organisation.code, year)) for each in found],
        labels=labels,
    )
