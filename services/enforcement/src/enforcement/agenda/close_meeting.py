"""Close a meeting: all it decided is recorded, so an order that it did not confirm has lapsed."""

from datetime import date, datetime

from chassis.bus import revoke
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.agenda.plan_meeting import MEETING_OVER
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.mayor_measures import lapse as measures
from enforcement.mayor_measures import store as orders
from enforcement.meetings import store
from enforcement.street_bans import lapse as street_bans
from enforcement.street_bans import store as bans


async def would_lapse(tx: Transaction, day: date) -> list[str]:
    """Numbers of the cases whose order lapses if the meeting is closed now."""
    orders = [case.number for case, _order in await measures.waiting_for(tx, day)]
    return orders + [case.number for case in await street_bans.waiting_for(tx, day)]


async def would_wait(tx: Transaction, day: date) -> list[str]:
    """Numbers of the cases whose order would wait for a meeting on this day, were there one."""
    waiting: list[tuple[str, datetime | None]] = [
        (case.number, (await measures.order_of(tx, case)).ordered_at)
        for case in await orders.unconfirmed(tx)
    ]
    waiting += [(case.number, case.ordered_at) for case in await bans.unconfirmed(tx)]
    return [number for number, at in waiting if at and await _would_be_next(tx, day, at)]


async def _would_be_next(tx: Transaction, day: date, ordered_at: datetime) -> bool:
    ordered_on = city_day(ordered_at)
    next_on = await store.next_after(tx, ordered_on)
    return ordered_on < day and (next_on is None or day < next_on)


async def close(tx: Transaction, day: date, by: By) -> None:
    """By the secretary, from the day of the meeting on. Raises ``RefusedError``."""
    if day > city_day(tx.now):
        raise FieldRefusedError("day", lazy("Deze vergadering moet nog komen."))
    if not await _close(tx, day, by):
        reason = lazy("Op deze dag is er geen vergadering die nog open staat.")
        raise FieldRefusedError("day", reason)
    await revoke(tx, MEETING_OVER, day.isoformat())


async def close_unreported(tx: Transaction, day: date) -> None:
    """Nobody recorded in time what the college decided: whom an order binds need not wait.

    With a closure for trafficking that waits for a person's word, the meeting stays open.
    """
    await _close(tx, day, CLOCK)


async def _close(tx: Transaction, day: date, by: By) -> bool:
    meeting = await store.college_meeting_for_update(tx, day)
    if meeting is None or not meeting.open:
        return False
    kept = await measures.lapse_missed(tx, day, by)
    await street_bans.lapse_missed(tx, day, by)
    meeting.closed_at = None if kept else tx.now
    return True
