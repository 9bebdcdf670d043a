"""The bus as a service sees it: record events, handle events, set deadlines."""

from chassis.bus.handlers import Batched, Handler, Handlers
from chassis.bus.outbox import record
from chassis.bus.timers import Timer, TimerHandler, revoke, schedule

__all__ = [
    "Batched",
    "Handler",
    "Handlers",
    "Timer",
    "TimerHandler",
    "record",
    "revoke",
    "schedule",
]
