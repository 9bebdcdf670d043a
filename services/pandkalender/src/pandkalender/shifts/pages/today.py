"""One day, room by room: what is declared, what is free, what deserves attention."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.exports import own_waiting
from chassis.web.pages import go, page
from pandkalender.shifts import labels
from pandkalender.shifts.api.actors import Owner
from pandkalender.shifts.pages import calendar
from pandkalender.shifts.rules import hours
from pandkalender.shifts.rules.hours import Line
from pandkalender.shifts.rules.planning import Identity

router = APIRouter(include_in_schema=False)

Day = Annotated[date | None, Query(alias="dag")]


@router.get("/")
async def get_start(actor: Owner) -> Response:
    return go("/vandaag")


@router.get("/vandaag")
async def get_today(request: Request, tx: Tx, actor: Owner, on: Day = None) -> Response:
    today = hours.today(tx.now)
    on = on or today
    houses = await calendar.houses(tx, actor, on, 1)
    line = Line.of(on)
    placed = [one for house in houses for room in house.rooms for one in room.on(on)]
    to_call = [p for p in placed if p.shift.identity_status is Identity.CONTACTEER_POLITIE]
    return page(
        request,
        "today.html",
        on=on,
        today=today,
        now=tx.now,
        before=on - timedelta(days=1),
        after=on + timedelta(days=1),
        houses=houses,
        rooms=sum(len(house.rooms) for house in houses),
        taken=sum(house.taken(on) for house in houses),
        to_call=to_call,
        exports_waiting=await own_waiting(tx, actor.organisation),
        marks=line.marks(),
        halves=line.halves,
        words=labels,
    )
