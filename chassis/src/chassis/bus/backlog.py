"""The backlog: events in the outbox, parked messages and timers that did not run.

Measured also without the broker.
"""

import asyncio
from functools import partial

import structlog

from chassis import telemetry
from chassis.backoff import repeat
from chassis.bus import gaps
from chassis.bus.timers import STUCK
from chassis.db import Database
from chassis.errors import TransientError

MEASURE_SECONDS = 1.0
SHARE = 0.02
"""Of the time at most goes into measuring: a backlog of a million is counted less often."""

MEASURE = f"""
WITH refused AS (SELECT partition_key FROM bus_outbox WHERE refused IS NOT NULL)
SELECT count(*) AS size,
       coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)
         FILTER (WHERE partition_key NOT IN (SELECT partition_key FROM refused))), 0)::float AS age,
       (SELECT count(*) FROM refused) AS refused,
       (SELECT count(*) FROM bus_parked) AS parked,
       (SELECT count(*) FROM bus_parked WHERE reason = 'key') AS key_awaited,
       ({gaps.COUNT}) AS gaps
FROM bus_outbox
"""  # noqa: S608  # constants
"""The age is that of events that the relay can publish: it tells whether it keeps up."""

STUCK_TIMERS = """
SELECT name, count(*) AS number FROM bus_timer WHERE attempts > 0 AND attempts >= $1 GROUP BY name
"""

log = structlog.get_logger("backlog")


class OutboxFullError(TransientError):
    """The outbox may not grow further; nothing was done, and the caller must try later."""


class Backlog:
    """``limit`` events may wait; then new ones are refused, before the disk would refuse them."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.age = 0.0
        self.key_awaited = 0
        self.gaps = 0
        self.stuck_timers: dict[str, int] = {}
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        self._stopping.set()

    def check(self) -> None:
        """Raise :class:`OutboxFullError` when no more events can be recorded."""
        if self.size >= self.limit:
            raise OutboxFullError("the outbox is full")

    async def watch(self, database: Database) -> None:
        """Measure every second until :meth:`stop`, and less often what takes long to count."""
        await repeat(
            partial(self.measure, database),
            self._stopping,
            seconds=MEASURE_SECONDS,
            log=log,
            failure="backlog not measured",
            share=SHARE,
        )

    async def measure(self, database: Database) -> None:
        async with database.connection() as conn:
            row = await conn.fetchrow(MEASURE)
            stuck = await conn.fetch(STUCK_TIMERS, STUCK)
        self.size, self.age = row["size"], row["age"]
        telemetry.OUTBOX_SIZE.set(self.size)
        telemetry.OUTBOX_AGE.set(self.age)
        telemetry.REFUSED.set(row["refused"])
        telemetry.WAITING.set(row["parked"])
        self.key_awaited = row["key_awaited"]
        telemetry.KEY_AWAITED.set(self.key_awaited)
        self.gaps = row["gaps"]
        telemetry.GAPS.set(self.gaps)
        self.stuck_timers = {each["name"]: each["number"] for each in stuck}
        telemetry.TIMERS_STUCK.clear()
        for name, number in self.stuck_timers.items():
            telemetry.TIMERS_STUCK.labels(name).set(number)
