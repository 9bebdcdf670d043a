"""Published figures over HTTP."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from contracts.codes import CareOrganisation
from registry.disclosure.rules.publication import for_public
from registry.integration import store
from registry.integration.store import Aggregate
from registry.roles import Reader, own

router = APIRouter(prefix="/v1", tags=["cijfers"])


PUBLIC_LEGEND = (
    "Leeg: minder dan tien, of te klein om te tonen. Afgerond op vijf, halfjaren op tien."
)


class Audience(StrEnum):
    """Readers of figures: those who work with them, and everybody."""

    INTERN = "intern"
    PUBLIEK = "publiek"


class CellView(View):
    measure: str
    dimensions: dict[str, str]
    value: int | None
    rounded_to: int | None = None
    first: int | None = None


class AggregateView(View):
    """``value`` is empty where the number is too small to show; with ``rounded_to`` it is near what
    is real. ``first`` is what was told first, where a year was told again. ``legend`` says so to
    people."""

    aggregate_id: UUID
    organisation: str
    year: int
    half: int | None
    revision: int
    threshold: int
    suppressed: int
    method: str = "onderdrukking-en-afronding.v3"
    legend: str = (
        "Leeg: te klein om te tonen. 0: geen."
        " Afgerond op 10: 20 betekent 11 tot en met 29."
        " Afgerond op 20: 40 betekent 21 tot en met 59."
        " Cijfers van een gesloten jaar wijzigen niet voor enkele personen; waar een jaar opnieuw"
        " verscheen, staat het eerste cijfer ernaast."
    )
    cells: list[CellView]
    published_at: datetime

    @classmethod
    def of(cls, aggregate: Aggregate, audience: Audience) -> Self:
        figures = store.told_of(aggregate).figures
        told = {}
        if audience is Audience.PUBLIEK:
            figures = for_public(figures)
            told = {
                "suppressed": sum(figure.value is None for figure in figures.values()),
                "legend": PUBLIC_LEGEND,
            }
        kept = aggregate.model_dump(exclude={"delivery_id", "half", "cells", "told_register"})
        return cls(
            **kept | told,
            half=aggregate.half or None,
            cells=[
                CellView(
                    measure=key.measure,
                    dimensions=dict(key.dimensions),
                    value=figure.value,
                    rounded_to=figure.rounded_to,
                    first=figure.first,
                )
                for key, figure in figures.items()
            ],
        )


@router.get("/aggregates", **listed(AggregateView))
async def read(
    request: Request,
    tx: Tx,
    actor: Reader,
    page: Page,
    organisation: CareOrganisation | None = None,
    year: Annotated[int | None, Query(ge=2014, le=2100)] = None,
    half: Annotated[int | None, Query(ge=0, le=2)] = None,
    audience: Audience = Audience.INTERN,
) -> Response:
    """The told figures per organisation and period. ``half`` 1 or 2; 0 for whole years.

    ``audience`` ``publiek`` gives the version that may leave the house: figures from ten on, to the
    nearest five.
    """
    aggregates, total = await store.newest(
        tx,
        organisation=own(actor) or organisation,
        year=year,
        half=half,
        limit=page.pagesize,
        offset=page.offset,
    )
    items = [AggregateView.of(aggregate, audience) for aggregate in aggregates]
    return hal(request, "aggregates", items, page, total=total)
