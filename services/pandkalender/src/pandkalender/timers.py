"""Deadlines of the calendar."""

from collections.abc import Mapping

from chassis.bus import TimerHandler
from chassis.web import code_tries
from pandkalender.applications import expire as expire_application
from pandkalender.applications.start import EXPIRY
from pandkalender.shifts import expire, hold_attempts, import_roster
from pandkalender.worker_portal import code_access

TIMERS: Mapping[str, TimerHandler] = {
    expire.NAME: expire.expire,
    EXPIRY: expire_application.expire,
    import_roster.NAME: import_roster.forget,
    hold_attempts.NAME: hold_attempts.tell,
    code_access.NAME: code_access.expire,
    code_tries.NAME: code_tries.forget,
}
