"""API of the measurement of the sector: which periods were measured, and measuring one."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, Page, Problem, View, hal, listed
from databank.population import store
from databank.population.measure import codes, measure
from databank.population.rules.spans import FIRST_DAY, NoSpanError, Span
from databank.roles import Executing, Leader

router = APIRouter(prefix="/v1/population-measurements")


class PeriodBody(Body):
    """``2026-01``, ``2026-H1`` or ``2026``; a half and a year go with their last month."""

    period: Annotated[str, Field(max_length=10)]


class MeasuredView(View):
    """``measurementIds`` are the new ones: each period is measured once."""

    measurement_ids: tuple[UUID, ...]


class MeasurementView(View):
    """``untold`` are tables that did not leave, as ``persons.branches``, since no draw was safe
    beside all that had; ``persons`` or ``establishments`` alone where nothing of them is told."""

    period: str
    measured_at: AwareDatetime
    untold: tuple[str, ...]


@router.get("", **listed(MeasurementView))
async def get_measurements(request: Request, tx: Tx, _officer: Executing, page: Page) -> Response:
    """The counts themselves are reporting's: here stands only that they left."""
    rows = (await store.since(tx.conn, FIRST_DAY))[page.offset :][: page.pagesize]
    views = [
        MeasurementView(
            period=row.span.code, measured_at=row.measured_at, untold=tuple(codes(row.untold))
        )
        for row in rows
    ]
    return hal(request, "populationMeasurements", views, page)


@router.post("", status_code=201)
async def post_measurement(body: PeriodBody, tx: Tx, officer: Leader) -> MeasuredView:
    try:
        span = Span.parse(body.period)
    except NoSpanError:
        reason = lazy("Geef een periode, zoals 2026-01, 2026-H1 of 2026.")
        raise Problem.field("period", reason) from None
    return MeasuredView(measurement_ids=tuple(await measure(tx, span, officer.subject)))
