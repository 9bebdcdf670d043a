"""Ends of a ban: its last day, a lifting, a lapse; and the end of its case."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record, revoke
from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import BanEnd
from contracts.enforcement import StreetBanClosed, StreetBanEnded
from enforcement.cases.store.timeline import CLOCK
from enforcement.cases.take_step import permits, take_step
from enforcement.legal_terms import case_terms
from enforcement.meetings.rules import CONFIRMATION_TERM
from enforcement.street_bans import erase, store
from enforcement.street_bans.rules import BASIS, LENGTH_TERM, NOTICE_TERM, BanStep
from enforcement.street_bans.store import StreetBanCase
from enforcement.street_bans.tell_ended import ENDINGS, tell_ended
from enforcement.street_bans.watch import EXPIRY_DUE


async def end(tx: Transaction, case: StreetBanCase, how: BanEnd, ended_at: datetime) -> None:
    """Nobody may be held to the ban from that moment on: the police are told."""
    case.how, case.ended_at = how, ended_at
    if how in ENDINGS:
        await tell_ended(tx, case, ENDINGS[how], ended_at)
    await watch_no_more(tx, case)
    record(tx, StreetBanEnded(case_id=case.case_id, how=how, ended_at=ended_at))


async def watch_no_more(tx: Transaction, case: StreetBanCase) -> None:
    """No last day and no meeting is awaited any more."""
    await case_terms.close(tx, case.case_id, CONFIRMATION_TERM, LENGTH_TERM, NOTICE_TERM)
    await revoke(tx, EXPIRY_DUE, str(case.case_id))


async def expire_when_over(tx: Transaction, case_id: UUID) -> None:
    """The last day of a ban is over."""
    case = await store.find_for_update(tx, case_id)
    if case is not None:
        await expire(tx, case)


async def expire(tx: Transaction, case: StreetBanCase) -> None:
    """End a ban whose last day is over, unless the college's decision is still awaited."""
    if permits(case, BanStep.EXPIRY, city_day(tx.now)):
        take_step(tx, case, BanStep.EXPIRY, CLOCK, basis=BASIS)
        await end(tx, case, BanEnd.VERLOPEN, case.ends_at or tx.now)


async def close(tx: Transaction, case: StreetBanCase, *, ordered: bool) -> None:
    """The case ends; ``ordered``: there was a ban, whose perimeter somebody may still ask for."""
    case.closed_at = tx.now
    await erase.keep_until(tx, case)
    if not ordered:
        await store.erase_perimeter(tx, case.case_id)
    await case_terms.close(tx, case.case_id, NOTICE_TERM)
    record(tx, StreetBanClosed(case_id=case.case_id, ordered=ordered, closed_at=tx.now))
