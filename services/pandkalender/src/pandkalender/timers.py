"""Deadlines of the calendar."""

from collections.abc import Mapping

from chassis.bus import TimerHandler
from pandkalender.shifts import expire
from pandkalender.shifts.store import roster_drafts
from pandkalender.worker_portal.store import sessions, tries

TIMERS: Mapping[str, TimerHandler] = {
    expire.NAME: expire.sweep,
    roster_drafts.FORGET: roster_drafts.forget,
    sessions.FORGET: sessions.expire,
    tries.FORGET: tries.forget,
}
