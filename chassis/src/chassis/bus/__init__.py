"""The bus as a service sees it: record events, handle events, set deadlines.

What it offers is imported when it is asked for: a command that wants the names of the queues alone
starts without the database's tools.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chassis.bus.handlers import Batched, Handler, Handlers
    from chassis.bus.outbox import record
    from chassis.bus.timers import Errand, Long, Parcel, Timer, TimerHandler, revoke, schedule

__all__ = [
    "Batched",
    "Errand",
    "Handler",
    "Handlers",
    "Long",
    "Parcel",
    "Timer",
    "TimerHandler",
    "record",
    "revoke",
    "schedule",
]

_HANDLERS = {"Batched", "Handler", "Handlers"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    module = "handlers" if name in _HANDLERS else "outbox" if name == "record" else "timers"
    return getattr(import_module(f"{__name__}.{module}"), name)
