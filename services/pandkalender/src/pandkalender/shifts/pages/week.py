"""Page of a week: rooms by days, with a card per day on a phone."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import CalendarDay
from chassis.web.pages import page
from pandkalender.authorisation import Owner
from pandkalender.shifts import labels
from pandkalender.shifts.calendar import read_calendar
from pandkalender.shifts.rules import hours
from pandkalender.workers.rules.owner_view import seen_since

router = APIRouter(include_in_schema=False)

DayQuery = Annotated[CalendarDay | None, Query(alias="dag")]


@router.get("/week")
async def get_week(request: Request, tx: Tx, actor: Owner, on: DayQuery = None) -> Response:
    today = city_day(tx.now)
    first = hours.monday(on or today)
    calendar = await read_calendar(tx, actor, first, 7)
    return page(
        request,
        "week.html",
        first=first,
        last=first + timedelta(days=6),
        days=[first + timedelta(days=number) for number in range(7)],
        today=today,
        before=first - timedelta(days=7),
        after=first + timedelta(days=7),
        oldest=city_day(seen_since(tx.now)),
        premises=calendar.premises,
        lapsed=calendar.lapsed,
        rooms=sum(len(each.rooms) for each in calendar.premises),
        words=labels,
    )
