"""Enter and cancel meetings. Orders of the mayor wait for the next one of the body they need."""

from datetime import date, timedelta

from chassis.bus import revoke, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.agenda.rules import series
from enforcement.legal_terms import store as legal_terms
from enforcement.mayor_measures import await_college as measures
from enforcement.mayor_measures import await_council as notices
from enforcement.mayor_measures import store as orders
from enforcement.meetings import store
from enforcement.meetings.rules import REPORT_TERM, MeetingBody
from enforcement.meetings.store import CollegeMeeting, CouncilMeeting
from enforcement.street_bans import await_college as street_bans
from enforcement.street_bans import store as bans

WEEKEND = (5, 6)
COUNCIL_SHOWN = timedelta(days=62)
"""So long a meeting of the council that was stays on its list: a notice may come late."""
ENTERED_LATE = timedelta(days=62)
"""So long after its day a meeting of the college may be entered, as an urgent one is."""
MEETING_OVER = "college-meeting-over"
"""The term in which a meeting's decisions are recorded is over: what it passed by has lapsed."""


async def enter(tx: Transaction, day: date) -> None:
    """A meeting of the college; one that was is the next for the orders that still wait, and may
    be reported on from now. Raises ``RefusedError``.
    """
    if day < city_day(tx.now) - ENTERED_LATE:
        raise FieldRefusedError("day", lazy("Deze dag is te lang voorbij. Kijk de dag na."))
    meeting = await store.college_meeting_for_update(tx, day)
    if meeting is None:
        meeting = CollegeMeeting(day=day, entered_at=tx.now)
        tx.session.add(meeting)
    elif meeting.closed_at is not None:
        raise FieldRefusedError("day", lazy("Deze vergadering is al afgesloten."))
    elif meeting.cancelled_at is not None:
        meeting.cancelled_at, meeting.entered_at = None, tx.now
    await tx.session.flush()
    last_day = await last_day_to_record(tx, meeting)
    await schedule(tx, MEETING_OVER, day.isoformat(), day_start(last_day + timedelta(days=1)))
    await _count_anew(tx)


async def days_of_series(tx: Transaction, first: date, last: date, weeks: int) -> tuple[date, ...]:
    """Days from today on, without the legal holidays; nothing is entered. ``FieldRefusedError``."""
    if first < city_day(tx.now):
        reason = lazy("Deze dag is voorbij. Kies vandaag of een latere dag.")
        raise FieldRefusedError("vanaf", reason)
    works = (await legal_terms.law(tx, city_day(tx.now))).days.legal
    return series(first, last, weeks, lambda day: day.weekday() in WEEKEND or works(day))


async def cancel(tx: Transaction, day: date) -> None:
    """The college does not meet on this day: the next meeting counts. One that somebody entered
    after its day may prove to be a slip, until it is closed. Raises ``RefusedError``.
    """
    meeting = await store.college_meeting_for_update(tx, day)
    if meeting is None or not meeting.entered_late:
        _must_be_to_come(tx, day)
    if meeting is None or not meeting.open:
        raise FieldRefusedError("day", lazy("Op deze dag is er geen vergadering van het college."))
    if await orders.any_confirmed(tx, day) or await bans.any_decided(tx, day):
        reason = lazy("Van deze vergadering is al een beslissing vastgelegd. Ze ging dus door.")
        raise FieldRefusedError("day", reason)
    meeting.cancelled_at = tx.now
    await tx.session.flush()
    await revoke(tx, MEETING_OVER, day.isoformat())
    await _count_anew(tx)


async def enter_council(tx: Transaction, day: date) -> None:
    """A meeting of the municipal council; one that was may be entered, since nothing lapses."""
    meeting = await store.find_for_update(tx, day, MeetingBody.GEMEENTERAAD)
    if meeting is None:
        tx.session.add(CouncilMeeting(day=day, entered_at=tx.now))
    else:
        meeting.cancelled_at = None
    await tx.session.flush()
    await notices.count_anew(tx)


async def cancel_council(tx: Transaction, day: date) -> None:
    """The municipal council does not meet on this day, or did not. Raises ``RefusedError``."""
    meeting = await store.find_for_update(tx, day, MeetingBody.GEMEENTERAAD)
    if meeting is None or not meeting.open:
        raise FieldRefusedError("day", lazy("Op deze dag is er geen zitting van de gemeenteraad."))
    meeting.cancelled_at = tx.now
    await tx.session.flush()
    await notices.count_anew(tx)


def council_shown_since(tx: Transaction) -> date:
    return city_day(tx.now) - COUNCIL_SHOWN


async def last_day_to_record(tx: Transaction, meeting: CollegeMeeting) -> date:
    """Until when a meeting stays open for a record of what it decided: as long where somebody
    entered it after its day.
    """
    since = max(meeting.day, city_day(meeting.entered_at))
    law = await legal_terms.law(tx, since, REPORT_TERM)
    return law.deadline(REPORT_TERM, since).last_day


async def _count_anew(tx: Transaction) -> None:
    """Every order that waits gets the meeting that is next now."""
    await measures.count_anew(tx)
    await street_bans.count_anew(tx)


def _must_be_to_come(tx: Transaction, day: date) -> None:
    if day < city_day(tx.now):
        reason = lazy("Deze dag is voorbij. Kies vandaag of een latere dag.")
        raise FieldRefusedError("day", reason)
