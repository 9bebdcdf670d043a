"""Page of ``/aanvragen``: what owners sent, by what has to be done with it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import page
from enforcement.application_register.rules import ApplicationList
from enforcement.application_register.store import lists
from enforcement.applications import labels
from enforcement.applications.pages.people import ApplicationReader

router = APIRouter(include_in_schema=False)

ON_A_PAGE = 25


@router.get("/aanvragen")
async def get_applications(
    request: Request,
    tx: Tx,
    _actor: ApplicationReader,
    which: Annotated[ApplicationList, Query(alias="lijst")] = ApplicationList.NIEUW,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Nobody is named in a list, so no look is logged."""
    rows = await lists.page(tx, which, (number - 1) * ON_A_PAGE, ON_A_PAGE + 1)
    return page(
        request,
        "applications.html",
        which=which,
        rows=rows[:ON_A_PAGE],
        more=len(rows) > ON_A_PAGE,
        number=number,
        counts=await lists.counts(tx),
        labels=labels,
    )
