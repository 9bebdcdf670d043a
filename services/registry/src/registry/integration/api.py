"""The published figures."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from chassis.edge import Tx
from chassis.web import Page, hal, listed
from contracts.codes import CareOrganisation
from registry.deliveries.api.shapes import AggregateView, Anybody, own
from registry.integration import store

router = APIRouter(prefix="/v1", tags=["cijfers"])


@router.get("/aggregates", **listed(AggregateView))
async def read(
    request: Request,
    tx: Tx,
    actor: Anybody,
    page: Page,
    organisation: CareOrganisation | None = None,
    year: Annotated[int | None, Query(ge=2014, le=2100)] = None,
    half: Annotated[int | None, Query(ge=0, le=2)] = None,
) -> Response:
    """The newest revision per organisation and period. ``half`` 1 or 2; 0 for whole years."""
    found, total = await store.newest(
        tx,
        organisation=own(actor) or organisation,
        year=year,
        half=half,
        limit=page.pagesize,
        offset=page.offset,
    )
    items = [AggregateView.of(aggregate) for aggregate in found]
    return hal(request, "aggregates", items, page, total=total)
