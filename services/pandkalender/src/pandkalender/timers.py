"""Deadlines of the calendar."""

from collections.abc import Mapping

from chassis.bus import TimerHandler
from pandkalender import sweeping
from pandkalender.store import drafts, own, tries

TIMERS: Mapping[str, TimerHandler] = {
    sweeping.NAME: sweeping.sweep,
    drafts.FORGET: drafts.forget,
    own.FORGET: own.expire,
    tries.FORGET: tries.forget,
}
