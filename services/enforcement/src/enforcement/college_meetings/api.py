"""Meetings of the college over HTTP: which are to come, entered, cancelled and closed."""

from datetime import date

from fastapi import APIRouter

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body, View
from enforcement.cases.api.bodies import Day
from enforcement.cases.store.timeline import By
from enforcement.college_meetings import close as closing
from enforcement.college_meetings import plan, store
from enforcement.mayor_measures.api.access import College, MeasureReader

router = APIRouter(prefix="/v1/college-meetings", tags=["vergaderingen van het college"])


class MeetingView(View):
    """``closesOn``: the last day to record what it decided; what it passed by lapses then."""

    day: date
    held: bool
    closes_on: date


class Meetings(View):
    meetings: list[MeetingView]


class MeetingEntered(Body):
    day: Day


@router.get("")
async def list_meetings(tx: Tx, _actor: MeasureReader) -> Meetings:
    """Those that are to come, and those whose decisions may still be recorded."""
    return await _meetings(tx)


@router.post("")
async def enter(body: MeetingEntered, tx: Tx, _actor: College) -> Meetings:
    """A meeting of today or later; orders wait for the next one."""
    await plan.enter(tx, body.day)
    return await _meetings(tx)


@router.post("/{day}/cancellation")
async def cancel(day: Day, tx: Tx, _actor: College) -> Meetings:
    """The college does not meet on this day: the next meeting counts."""
    await plan.cancel(tx, day)
    return await _meetings(tx)


@router.post("/{day}/closing")
async def close(day: Day, tx: Tx, actor: College) -> Meetings:
    """All that it decided is recorded: orders that it did not confirm lapse."""
    await closing.close(tx, day, By.actor(actor))
    return await _meetings(tx)


async def _meetings(tx: Transaction) -> Meetings:
    today = city_day(tx.now)
    return Meetings(
        meetings=[
            MeetingView(
                day=day,
                held=day <= today,
                closes_on=await plan.last_day_to_record(tx, day),
            )
            for day in await store.unclosed(tx)
        ]
    )
