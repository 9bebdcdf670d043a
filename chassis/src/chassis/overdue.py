"""Work that waits past its term, as a gauge by kind of work: how late the oldest is.

Never how much of it there is: a count of such work is a count of persons, and a small one would
tell of somebody. The figure is rounded down, so that it does not say when something happened.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from time import time

import asyncpg
import structlog

from chassis import telemetry
from chassis.backoff import repeat
from chassis.clock import Clock
from chassis.db import Database

MEASURE_SECONDS = 60.0
STEP_SECONDS = 300
"""Lateness is told in whole steps; less than one is none."""

LateSince = Callable[[asyncpg.Connection, datetime], Awaitable[datetime | None]]
"""The moment at which the term of the oldest open piece of work was over, if it is by now."""

log = structlog.get_logger("overdue")


class Overdue:
    """``kinds``: of each kind of work of the service, since when the oldest is late."""

    def __init__(self, kinds: Mapping[str, LateSince], clock: Clock) -> None:
        self._kinds = kinds
        self._clock = clock
        self._stopping = asyncio.Event()
        telemetry.OVERDUE_MEASURED.set(time())

    def stop(self) -> None:
        self._stopping.set()

    async def watch(self, database: Database) -> None:
        """Measure every minute until :meth:`stop`."""
        await repeat(
            partial(self.measure, database),
            self._stopping,
            seconds=MEASURE_SECONDS,
            log=log,
            failure="overdue work not measured",
        )

    async def measure(self, database: Database) -> None:
        now = self._clock.now()
        async with database.connection() as conn:
            for work, late_since in self._kinds.items():
                since = await late_since(conn, now)
                late = (now - since).total_seconds() if since is not None else 0.0
                telemetry.OVERDUE.labels(work).set(max(0.0, late // STEP_SECONDS * STEP_SECONDS))
        telemetry.OVERDUE_MEASURED.set(time())
