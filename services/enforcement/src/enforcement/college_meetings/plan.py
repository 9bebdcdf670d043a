"""Enter and cancel meetings of the college. Orders of the mayor wait for the next one."""

from datetime import date, timedelta

from chassis.bus import revoke, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.college_meetings import store
from enforcement.college_meetings.store import CollegeMeeting
from enforcement.mayor_measures import await_college

MEETING_OVER = "college-meeting-over"
"""The day after a meeting: an order that it did not confirm has lapsed."""


async def enter(tx: Transaction, day: date) -> None:
    """A meeting of today or later: what is past cannot be entered. Raises ``RefusedError``."""
    _must_be_to_come(tx, day)
    meeting = await store.find_for_update(tx, day)
    if meeting is None:
        tx.session.add(CollegeMeeting(day=day, entered_at=tx.now))
    else:
        meeting.cancelled_at = None
    await tx.session.flush()
    await schedule(tx, MEETING_OVER, day.isoformat(), day_start(day + timedelta(days=1)))
    await await_college.count_anew(tx)


async def cancel(tx: Transaction, day: date) -> None:
    """The college does not meet on this day: the next meeting counts. Raises ``RefusedError``."""
    _must_be_to_come(tx, day)
    meeting = await store.find_for_update(tx, day)
    if meeting is None or meeting.cancelled_at is not None:
        raise FieldRefusedError("day", lazy("Op deze dag is er geen vergadering van het college."))
    meeting.cancelled_at = tx.now
    await tx.session.flush()
    await revoke(tx, MEETING_OVER, day.isoformat())
    await await_college.count_anew(tx)


def _must_be_to_come(tx: Transaction, day: date) -> None:
    if day < city_day(tx.now):
        reason = lazy("Deze dag is voorbij. Kies vandaag of een latere dag.")
        raise FieldRefusedError("day", reason)
