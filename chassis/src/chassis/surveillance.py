"""Surveillance of a service by itself: overdue work, its access log, its own pace."""

import asyncio
from collections.abc import Coroutine, Mapping
from functools import partial
from typing import Any

import structlog

from chassis import telemetry
from chassis.backoff import repeat
from chassis.clock import Clock
from chassis.db import Database
from chassis.loop_lag import LoopLag
from chassis.overdue import LateSince, Overdue
from chassis.web.access_log.watch import AccessLogWatch

POOL_SECONDS = 1.0

log = structlog.get_logger("surveillance")


class Surveillance:
    """Any number of instances may run; each tells what it sees."""

    def __init__(self, database: Database, clock: Clock, overdue: Mapping[str, LateSince]) -> None:
        self._database = database
        self._overdue = Overdue(overdue, clock) if overdue else None
        self._access_log = AccessLogWatch()
        self._loop_lag = LoopLag()
        self._stopping = asyncio.Event()

    def loops(self) -> dict[str, Coroutine[Any, Any, None]]:
        """The loops by name; each ends after :meth:`stop`."""
        found = {
            "access-log": self._access_log.watch(self._database),
            "loop-lag": self._loop_lag.watch(),
            "connections": self._watch_connections(),
        }
        if self._overdue is not None:
            found["overdue"] = self._overdue.watch(self._database)
        return found

    def stop(self) -> None:
        self._stopping.set()
        self._access_log.stop()
        self._loop_lag.stop()
        if self._overdue is not None:
            self._overdue.stop()

    async def _watch_connections(self) -> None:
        telemetry.DATABASE_MOST.set(self._database.connections)
        await repeat(
            partial(self._measure_connections),
            self._stopping,
            seconds=POOL_SECONDS,
            log=log,
            failure="connections not counted",
        )

    async def _measure_connections(self) -> None:
        telemetry.DATABASE_USED.set(self._database.connections_used)
