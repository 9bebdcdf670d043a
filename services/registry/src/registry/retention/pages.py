"""The screen ``/vernietigingen``: proofs of what was destroyed, and the terms."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import page
from registry.delivery_register.store import period_of
from registry.retention import labels, store
from registry.roles import Reader, Settings, own

router = APIRouter(include_in_schema=False)

PAGE = 25


@router.get("/vernietigingen")
async def get_destructions(
    request: Request,
    tx: Tx,
    actor: Reader,
    settings: Settings,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Newest first; an organisation sees the proofs of its own deliveries."""
    proofs, total = await store.newest(tx, own(actor), limit=PAGE, offset=(number - 1) * PAGE)
    return page(
        request,
        "destructions.html",
        proofs=[
            (settings.known.get(each.organisation).name_in(period), period, each)
            for each in proofs
            for period in [period_of(each.year, each.half)]
        ],
        number=number,
        more=total > number * PAGE,
        pages=-(-total // PAGE),
        settings=settings,
        labels=labels,
    )
