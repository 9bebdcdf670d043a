"""Let an order wait for the college's next meeting, and record which one decided about it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.college_meetings import store
from enforcement.college_meetings.rules import CONFIRMATION_TERM, must_be_the_next
from enforcement.legal_terms import case_terms
from enforcement.legal_terms.rules import Deadline

WARNED_BEFORE = timedelta(days=2)


async def await_next(tx: Transaction, case_id: UUID, ordered_on: date) -> date | None:
    """The term ends with the next meeting after the order; none runs while its day is unknown."""
    due = await store.next_after(tx, ordered_on)
    if due is None:
        await case_terms.close(tx, case_id, CONFIRMATION_TERM)
        return None
    ends = Deadline(due, max(due - WARNED_BEFORE, ordered_on))
    await case_terms.start_until(tx, case_id, CONFIRMATION_TERM, ordered_on, ends)
    return due


async def must_have_decided(tx: Transaction, meeting_on: date, ordered_on: date) -> None:
    """A decision may be recorded days after its meeting, until it is closed. ``RefusedError``."""
    next_on = await store.next_after(tx, ordered_on)
    must_be_the_next(meeting_on, ordered_on, next_on, city_day(tx.now))
    if not await store.may_confirm(tx, meeting_on):
        reason = lazy("Op deze dag is er geen vergadering van het college, of ze is al afgesloten.")
        raise FieldRefusedError("meetingOn", reason)


def lapsed_at(tx: Transaction, meeting_on: date) -> datetime:
    """When an order lapses that a meeting did not confirm: by law, whenever it is recorded."""
    return min(tx.now, day_start(meeting_on + timedelta(days=1)))
