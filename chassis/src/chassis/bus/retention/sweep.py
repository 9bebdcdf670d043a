"""The sweep: erase what is past its term, in small batches, and count what was erased."""

import asyncio
from datetime import datetime
from time import time

import structlog

from chassis import telemetry
from chassis.backoff import pause, repeat
from chassis.bus import failpoints, gaps
from chassis.bus.retention.erase import STORES
from chassis.bus.retention.policy import Terms
from chassis.clock import Clock, DrivenClock
from chassis.days import city_day
from chassis.db import Database

FIRST_SECONDS = 20.0
"""Seconds from a start to the first sweep: there is something better to do first."""
EVERY_SECONDS = 3600.0
BATCH = 1000
"""Rows that one statement erases at most."""
BREATH_SECONDS = 0.05
"""Seconds between batches, so that the service's own work goes before."""

EXPIRE = "SELECT bus_expire($1, $2, $3, $4, $5)"

FORGET = """
DELETE FROM bus_sequence WHERE (partition_key, last) IN (
  SELECT partition_key, last FROM bus_sequence AS sequence
  WHERE NOT EXISTS (SELECT FROM bus_outbox WHERE partition_key = sequence.partition_key)
    AND NOT EXISTS (SELECT FROM bus_archive WHERE partition_key = sequence.partition_key)
)
"""
"""The numbers of keys of which nothing is kept: a key can be a person's. One that is used meanwhile
has another number by then, and stays."""

log = structlog.get_logger("retention")


class Retention:
    """Looks every hour; any number of instances may run."""

    def __init__(self, database: Database, terms: Terms, clock: Clock) -> None:
        self._database = database
        self._terms = terms
        self._clock = clock
        self._stopping = asyncio.Event()
        telemetry.RETENTION_DONE.set(time())

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        await pause(self._stopping, FIRST_SECONDS)
        await repeat(
            self._sweep,
            self._stopping,
            seconds=EVERY_SECONDS,
            log=log,
            failure="retention interrupted",
        )

    async def _sweep(self) -> None:
        await self.erase()
        telemetry.RETENTION_DONE.set(time())

    async def erase(self) -> dict[str, int]:
        """Erase all that is past its term now; the number of rows, by store.

        With the last event of a key in the archive goes its number in the outbox's sequence.
        """
        now = await self._present()
        erased = {}
        for store in STORES:
            erased[store] = await self._erase_from(store, now)
            if erased[store]:
                log.info("erased", store=store, events=erased[store])
        async with self._database.connection() as conn:
            await gaps.forget_closed(conn)
            if erased["archive"]:
                await conn.execute(FORGET)
        return erased

    async def _present(self) -> datetime:
        """The earlier of two clocks: one that jumped ahead must not shorten what is kept.

        Else an inbox would forget what another's archive can still send again. A driven clock is
        the only one there is.
        """
        now = self._clock.now()
        if isinstance(self._clock, DrivenClock):
            return now
        async with self._database.connection() as conn:
            there: datetime = await conn.fetchval("SELECT clock_timestamp()")
        return min(now, there)

    async def _erase_from(self, store: str, now: datetime) -> int:
        term, before = self._terms.of(store, city_day(now)), self._terms.before(store, now)
        total = 0
        while before is not None and not self._stopping.is_set():
            async with self._database.connection() as conn:
                count: int = await conn.fetchval(EXPIRE, store, now, before, str(term), BATCH)
            failpoints.at("retention.erased")
            telemetry.ERASED.labels(store).inc(count)
            total += count
            if count < BATCH:
                break
            await pause(self._stopping, BREATH_SECONDS)
        return total
