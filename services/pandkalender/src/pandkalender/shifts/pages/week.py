"""A week: rooms by days, with a card per day on a phone."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import page
from pandkalender.shifts import labels
from pandkalender.shifts.api.actors import Owner
from pandkalender.shifts.pages import calendar
from pandkalender.shifts.rules import hours

router = APIRouter(include_in_schema=False)

Day = Annotated[date | None, Query(alias="dag")]


@router.get("/week")
async def get_week(request: Request, tx: Tx, actor: Owner, on: Day = None) -> Response:
    today = hours.today(tx.now)
    first = hours.monday(on or today)
    houses = await calendar.houses(tx, actor, first, 7)
    return page(
        request,
        "week.html",
        first=first,
        last=first + timedelta(days=6),
        days=[first + timedelta(days=number) for number in range(7)],
        today=today,
        before=first - timedelta(days=7),
        after=first + timedelta(days=7),
        houses=houses,
        rooms=sum(len(house.rooms) for house in houses),
        words=labels,
    )
