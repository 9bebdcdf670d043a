"""Let an order lapse that the college did not confirm at its next meeting: the day after."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from chassis.days import day_start
from chassis.db import Transaction
from contracts.codes import BanEnd
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.meetings.next_meeting import lapsed_at
from enforcement.street_bans import store
from enforcement.street_bans.end import end
from enforcement.street_bans.rules import BASIS, BanStep
from enforcement.street_bans.store import StreetBanCase


async def lapse_missed(tx: Transaction, meeting_on: date, by: By) -> None:
    """The law ends the orders that waited for this meeting and that it passed by."""
    for case in await waiting_for(tx, meeting_on):
        take_step(tx, case, BanStep.LAPSE, by, basis=BASIS)
        await end(tx, case, BanEnd.VERVALLEN, lapses_at(tx, case, meeting_on))


async def waiting_for(tx: Transaction, meeting_on: date) -> Sequence[StreetBanCase]:
    """Bans whose order this meeting must confirm, or did without a record of it."""
    return [case for case in await store.unconfirmed(tx) if case.meeting_on == meeting_on]


def lapses_at(tx: Transaction, case: StreetBanCase, meeting_on: date) -> datetime:
    """The day after the meeting; but the order before a renewal keeps its own days."""
    lapsed = lapsed_at(tx, meeting_on)
    if case.earlier_last_day is None:
        return lapsed
    return max(lapsed, day_start(case.earlier_last_day + timedelta(days=1)))
