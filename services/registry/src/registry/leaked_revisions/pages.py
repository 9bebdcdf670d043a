"""The screen ``/versies-die-lekten``: a note for the data-protection officer, with what to do."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import page
from registry.delivery_register import labels
from registry.delivery_register.store import period_of
from registry.leaked_revisions import store
from registry.roles import Overseer, Settings

router = APIRouter(include_in_schema=False)

PAGE = 25


@router.get("/versies-die-lekten")
async def get_leaked(
    request: Request,
    tx: Tx,
    _overseer: Overseer,
    settings: Settings,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    found, total = await store.newest(tx, limit=PAGE, offset=(number - 1) * PAGE)
    return page(
        request,
        "leaked_revisions.html",
        found=[
            (settings.known.get(each.organisation).name_in(period), period, each)
            for each in found
            for period in [period_of(each.year, each.half)]
        ],
        number=number,
        more=total > number * PAGE,
        pages=-(-total // PAGE),
        labels=labels,
    )
