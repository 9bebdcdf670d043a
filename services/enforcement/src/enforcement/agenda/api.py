"""Meetings of the college and of the municipal council over HTTP: entered, cancelled, closed."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, View, allow
from enforcement.agenda import close_meeting, plan_meeting
from enforcement.cases.api.bodies import Day
from enforcement.cases.store.timeline import By
from enforcement.functions import COLLEGE as SECRETARY
from enforcement.functions import MEASURE_READERS
from enforcement.meetings import store

COLLEGE = APIRouter(prefix="/v1/college-meetings", tags=["vergaderingen van het college"])
COUNCIL = APIRouter(prefix="/v1/council-meetings", tags=["zittingen van de gemeenteraad"])

MeetingReader = Annotated[Actor, allow(*MEASURE_READERS)]
College = Annotated[Actor, allow(*SECRETARY)]


class MeetingView(View):
    """``closesOn``: the last day to record what it decided; what it passed by lapses then."""

    day: date
    held: bool
    closes_on: date


class Meetings(View):
    meetings: list[MeetingView]


class MeetingEntered(Body):
    day: Day


class CouncilMeetings(View):
    """Those to come, and those of the last weeks."""

    days: list[date]


@COLLEGE.get("")
async def list_meetings(tx: Tx, _actor: MeetingReader) -> Meetings:
    """Those that are to come, and those whose decisions may still be recorded."""
    return await _meetings(tx)


@COLLEGE.post("")
async def enter(body: MeetingEntered, tx: Tx, _actor: College) -> Meetings:
    """A meeting of today or later; orders wait for the next one."""
    await plan_meeting.enter(tx, body.day)
    return await _meetings(tx)


@COLLEGE.post("/{day}/cancellation")
async def cancel(day: Day, tx: Tx, _actor: College) -> Meetings:
    """The college does not meet on this day: the next meeting counts."""
    await plan_meeting.cancel(tx, day)
    return await _meetings(tx)


@COLLEGE.post("/{day}/closing")
async def close(day: Day, tx: Tx, actor: College) -> Meetings:
    """All that it decided is recorded: orders that it did not confirm lapse."""
    await close_meeting.close(tx, day, By.actor(actor))
    return await _meetings(tx)


async def _meetings(tx: Transaction) -> Meetings:
    today = city_day(tx.now)
    return Meetings(
        meetings=[
            MeetingView(
                day=each.day,
                held=each.day <= today,
                closes_on=await plan_meeting.last_day_to_record(tx, each),
            )
            for each in await store.unclosed(tx)
        ]
    )


@COUNCIL.get("")
async def list_council_meetings(tx: Tx, _actor: MeetingReader) -> CouncilMeetings:
    """Those that are to come, and those of which a notice may still be recorded."""
    return await _council_meetings(tx)


@COUNCIL.post("")
async def enter_council(body: MeetingEntered, tx: Tx, _actor: College) -> CouncilMeetings:
    """A meeting at which the council is told; one that was may be entered too."""
    await plan_meeting.enter_council(tx, body.day)
    return await _council_meetings(tx)


@COUNCIL.post("/{day}/cancellation")
async def cancel_council(day: Day, tx: Tx, _actor: College) -> CouncilMeetings:
    """The council does not meet on this day: the next meeting counts."""
    await plan_meeting.cancel_council(tx, day)
    return await _council_meetings(tx)


async def _council_meetings(tx: Transaction) -> CouncilMeetings:
    days = await store.of_the_council(tx, plan_meeting.council_shown_since(tx))
    return CouncilMeetings(days=[*days])
