"""API of the databank's operation: what a watch outside of it measured, day by day."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import Field

from chassis.edge import Tx
from chassis.web import Actor, Body, Page, View, allow, hal, listed
from databank.authorisation import KEEPERS
from databank.operation import store
from databank.operation.measure import measure_day
from databank.operation.store import Component, Watch

router = APIRouter(prefix="/v1/operation-days")

Keeper = Annotated[Actor, allow(*KEEPERS)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class DayBody(Body):
    """A day that is over. A second measurement of it takes the place of the first."""

    component: Component = Component.DATABANK
    day: date
    measured_by: Watch
    probes: Annotated[int, Field(ge=1, le=1_000_000)]
    answered: Count


class MeasuredView(View):
    measurement_id: UUID


class DayView(View):
    component: Component
    day: date
    measured_by: Watch
    probes: int
    answered: int


@router.get("", **listed(DayView))
async def get_days(request: Request, tx: Tx, _keeper: Keeper, page: Page) -> Response:
    rows = (await store.days(tx.conn, page.offset + page.pagesize))[page.offset :]
    return hal(request, "operationDays", [DayView.model_validate(row) for row in rows], page)


@router.post("", status_code=201)
async def post_day(body: DayBody, tx: Tx, _keeper: Keeper) -> MeasuredView:
    measurement_id = await measure_day(
        tx, body.component, body.day, body.measured_by, body.probes, body.answered
    )
    return MeasuredView(measurement_id=measurement_id)
