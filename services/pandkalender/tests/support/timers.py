"""Deadlines of the calendar, by a clock that a test moves on."""

from datetime import datetime

from chassis.bus.timers import Timers
from chassis.clock import DrivenClock
from pandkalender.timers import TIMERS

from .city import City


async def time_passes(city: City, to: datetime) -> None:
    """All that comes due until then has its effect."""
    clock = DrivenClock()
    clock.advance(to)
    timers = Timers(city.app.state.database, TIMERS, clock)
    while await timers.run_one():
        pass
