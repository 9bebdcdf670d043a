"""Expire shifts: end those that nobody ended, and let those lapse that could not take place.

One deadline per hour in which shifts end, instead of one per shift. It ends whatever is over by
then, so a deadline that fires late, twice or for nothing does no harm.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from chassis.bus import Timer, timers
from chassis.db import Transaction
from contracts.codes import LapseReason
from pandkalender.moments.rules.period import Period
from pandkalender.premises import store as premises
from pandkalender.premises.rules import why_blocked
from pandkalender.premises.store import Facts
from pandkalender.shifts.end import record_ended
from pandkalender.shifts.lapse import lapse
from pandkalender.shifts.rules.planning_state import PlanningState, Verification
from pandkalender.shifts.store import steps
from pandkalender.shifts.store.steps import CLOCK, DeclaredShift

NAME = "shifts-over"
GRACE = timedelta(minutes=15)
"""So long after its declared end a shift still waits for its owner to end it."""
HOUR = timedelta(hours=1)


async def plan(tx: Transaction, ends: Iterable[datetime]) -> None:
    """Set deadlines for shifts with these ends."""
    hours = {_full_hour(end) for end in ends}
    deadlines = {hour.strftime("%Y-%m-%dT%HZ"): hour + GRACE for hour in hours}
    if deadlines:
        await timers.ensure(tx, NAME, deadlines)


async def expire(_timer: Timer, tx: Transaction) -> None:
    """Close all shifts that are over, or that began and could not take place."""
    await _lapse(tx)
    over = [
        replace(shift, planning=PlanningState.BEEINDIGD, ended_at=shift.period.ends_at)
        for shift in await steps.get_overdue_for_update(tx, tx.now - GRACE)
    ]
    await steps.save_step(tx, over, by=CLOCK)
    for shift in over:
        record_ended(tx, shift)


def _full_hour(moment: datetime) -> datetime:
    """The first full hour that is not before ``moment``."""
    hour = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return hour if hour == moment else hour + HOUR


async def _lapse(tx: Transaction) -> None:
    """Shifts whose premises were blocked, or whose worker was refuted, when they began.

    What the police saw with their own eyes did take place, and ends as any other shift.
    """
    doubtful = [
        doubt
        for doubt in await steps.get_begun_in_doubt_for_update(tx)
        if doubt.shift.verification is Verification.NIET_GECONTROLEERD
    ]
    facts = await premises.list_facts(tx, {doubt.shift.premises_id for doubt in doubtful})
    blocked = [doubt.shift for doubt in doubtful if _blocked_at_start(doubt.shift, facts)]
    refuted = [doubt.shift for doubt in doubtful if doubt.refuted and doubt.shift not in blocked]
    await lapse(tx, blocked, LapseReason.PAND_GEBLOKKEERD)
    await lapse(tx, refuted, LapseReason.IDENTITEIT)


def _blocked_at_start(shift: DeclaredShift, facts: Facts) -> bool:
    start = Period.at(shift.period.starts_at)
    return why_blocked(facts[shift.premises_id], start) is not None
