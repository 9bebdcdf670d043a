"""Page of one day, room by room: declared, free, in need of attention."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Actor, CalendarDay, allow
from chassis.web.exports import own_waiting
from chassis.web.pages import go, page
from pandkalender.authorisation import WITH_PAGES, Owner
from pandkalender.settings import RenewalReminder
from pandkalender.shifts import labels
from pandkalender.shifts.calendar import read_calendar
from pandkalender.shifts.rules.hours import DayLine
from pandkalender.suitability.read import own_declarations
from pandkalender.suitability.rules import NextStep
from pandkalender.workers.rules.owner_view import seen_since

router = APIRouter(include_in_schema=False)

Visitor = Annotated[Actor, allow(*WITH_PAGES)]
DayQuery = Annotated[CalendarDay | None, Query(alias="dag")]


@router.get("/")
async def get_start(request: Request, actor: Visitor) -> Response:
    return go(request.app.state.site.pages.home(actor))


@router.get("/vandaag")
async def get_today(
    request: Request, tx: Tx, actor: Owner, reminder: RenewalReminder, on: DayQuery = None
) -> Response:
    today = city_day(tx.now)
    declarations = await own_declarations(tx, actor.organisation)
    on = on or today
    calendar = await read_calendar(tx, actor, on, 1)
    premises = calendar.premises
    line = DayLine.of(on)
    bars = [bar for each in premises for room in each.rooms for bar in room.on(on)]
    to_call = [b for b in bars if b.shift.identity_status.asks_to_call]
    return page(
        request,
        "today.html",
        on=on,
        today=today,
        now=tx.now,
        before=on - timedelta(days=1),
        after=on + timedelta(days=1),
        oldest=city_day(seen_since(tx.now)),
        premises=premises,
        lapsed=calendar.lapsed,
        rooms=sum(len(each.rooms) for each in premises),
        taken=sum(each.taken(on) for each in premises),
        to_call=to_call,
        to_renew=[
            each for each in declarations if each.next_step(today, reminder) is NextStep.VERNIEUWEN
        ],
        refused=[
            each for each in declarations if each.next_step(today, reminder) is NextStep.LOOPT_AF
        ],
        exports_waiting=await own_waiting(tx, actor.organisation),
        marks=line.marks(),
        halves=line.halves,
        words=labels,
    )
