"""Let an order wait for the next meeting that it needs, and say which one decided about it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from enforcement.legal_terms import case_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.meetings import store
from enforcement.meetings.rules import CONFIRMATION_TERM, MeetingBody, must_be_the_next

WARNED_BEFORE = timedelta(days=2)
ENTER_MEETING = (mark("De vergadering van het college invullen"), "/collegevergaderingen")
"""What the secretary owes an order that waits for a meeting without a day, and where."""


async def await_next(
    tx: Transaction,
    case_id: UUID,
    ordered_on: date,
    term_id: str = CONFIRMATION_TERM,
    body: MeetingBody = MeetingBody.COLLEGE,
) -> date | None:
    """The term ends with the next meeting after the order; none runs while its day is unknown."""
    due = await store.next_after(tx, ordered_on, body)
    if due is None:
        await case_terms.close(tx, case_id, term_id)
        return None
    ends = Deadline(due, max(due - WARNED_BEFORE, ordered_on))
    await case_terms.start_until(tx, case_id, term_id, ordered_on, ends)
    return due


async def must_have_decided(tx: Transaction, meeting_on: date, ordered_on: date) -> None:
    """A decision may be recorded days after its meeting, until it is closed. ``RefusedError``."""
    next_on = await store.next_after(tx, ordered_on)
    must_be_the_next(meeting_on, ordered_on, next_on, city_day(tx.now))
    if not await store.may_decide(tx, meeting_on):
        reason = lazy("Op deze dag is er geen vergadering van het college, of ze is al afgesloten.")
        raise FieldRefusedError("meetingOn", reason)


async def must_not_have_missed(tx: Transaction, ordered_on: date) -> None:
    """Refuse an order of a day whose next meeting is closed: ``FieldRefusedError``.

    Unconfirmed, it has lapsed.
    """
    met = await store.next_after(tx, ordered_on)
    if met is not None and not await store.may_decide(tx, met):
        reason = lazy("Het college vergaderde al na die dag. Zonder bevestiging is dit vervallen.")
        raise FieldRefusedError("orderedAt", reason)


async def council_must_have_met(tx: Transaction, told_on: date) -> None:
    """The municipal council can be told on the day of a meeting alone: ``FieldRefusedError``."""
    if not await store.may_decide(tx, told_on, MeetingBody.GEMEENTERAAD):
        reason = lazy("Op deze dag is er geen zitting van de gemeenteraad. Vul ze eerst in.")
        raise FieldRefusedError("toldAt", reason)


def lapsed_at(tx: Transaction, meeting_on: date) -> datetime:
    """When an order lapses that a meeting did not confirm: by law, whenever it is recorded."""
    return min(tx.now, day_start(meeting_on + timedelta(days=1)))
