"""Shifts that the clock ends: those that nobody ended, and those that could not take place.

One deadline per hour in which shifts end, instead of one per shift. It ends whatever is over by
then, so a deadline that fires late, twice or for nothing does no harm.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from chassis.bus import Timer, record, timers
from chassis.db import Transaction
from contracts.codes import CancelReason
from contracts.pandkalender import ShiftCancelled
from pandkalender.premises import store as premises
from pandkalender.premises.rules import why_blocked
from pandkalender.shifts import end as ending
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.planning import Planning, Verification
from pandkalender.shifts.store import shifts
from pandkalender.shifts.store.shifts import SYSTEM, Shift

NAME = "shifts-over"
GRACE = timedelta(minutes=15)
"""So long after its end a shift still waits for its owner to end it."""
HOUR = timedelta(hours=1)


async def plan(tx: Transaction, ends: Iterable[datetime]) -> None:
    """See to it that shifts with these ends are ended some time after."""
    hours = {_full_hour(end) for end in ends}
    deadlines = {hour.strftime("%Y-%m-%dT%HZ"): hour + GRACE for hour in hours}
    if deadlines:
        await timers.ensure(tx, NAME, deadlines)


async def sweep(_timer: Timer, tx: Transaction) -> None:
    await _lapse(tx)
    over = [
        replace(shift, planning=Planning.BEEINDIGD, ended_at=shift.period.ends_at)
        for shift in await shifts.lock_over(tx, tx.now - GRACE)
    ]
    await shifts.step(tx, over, by=SYSTEM)
    for shift in over:
        ending.tell(tx, shift)


def _full_hour(moment: datetime) -> datetime:
    """The first full hour that is not before ``moment``."""
    hour = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return hour if hour == moment else hour + HOUR


async def _lapse(tx: Transaction) -> None:
    """Shifts whose premises were blocked, or whose worker was refuted, when they began.

    The bus knows no lapsed shift: it is told as one that will not take place. What the police saw
    with their own eyes did take place, and ends as any other shift.
    """
    doubtful = [
        (shift, refuted)
        for shift, refuted in await shifts.lock_begun_in_doubt(tx)
        if shift.verification is Verification.NIET_GECONTROLEERD
    ]
    facts = await premises.facts(tx, {shift.premises_id for shift, _ in doubtful})
    lapsed = [
        replace(shift, planning=Planning.VERVALLEN)
        for shift, refuted in doubtful
        if refuted or why_blocked(facts[shift.premises_id], Period.at(shift.period.starts_at))
    ]
    await shifts.step(tx, lapsed, by=SYSTEM)
    for shift in lapsed:
        _tell_lapsed(tx, shift)


def _tell_lapsed(tx: Transaction, shift: Shift) -> None:
    record(
        tx,
        ShiftCancelled(
            shift_id=shift.shift_id,
            premises_id=shift.premises_id,
            cancelled_at=tx.now,
            reason=CancelReason.ANDERE,
        ),
    )
