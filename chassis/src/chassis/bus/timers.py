"""Deadlines that outlive every process. A timer fires in the transaction of its own removal.

So it has its effect once, whatever crashes; and a handler checks that the deadline still matters,
so a late or repeated timer does no harm. Long waits never sit in an unacked message.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from chassis import telemetry
from chassis.backoff import pause
from chassis.bus import failpoints
from chassis.clock import Clock
from chassis.db import Database, Transaction, is_transient

POLL_SECONDS = 0.5
RETRY_SECONDS = 30
GIVE_UP = 10
"""After so many failures a timer is left alone, for a person to look at."""

SCHEDULE = """
INSERT INTO bus_timer (name, key, due_at, data) VALUES ($1, $2, $3, $4::jsonb)
ON CONFLICT (name, key) DO UPDATE
SET due_at = EXCLUDED.due_at, data = EXCLUDED.data, attempts = 0
"""
ENSURE = """
INSERT INTO bus_timer (name, key, due_at, data)
SELECT $1, key, due_at, '{}'::jsonb FROM unnest($2::text[], $3::timestamptz[]) AS t (key, due_at)
ORDER BY key ON CONFLICT DO NOTHING
"""
REVOKE = "DELETE FROM bus_timer WHERE name = $1 AND key = $2"
TAKE_DUE = """
DELETE FROM bus_timer WHERE (name, key) = (
  SELECT name, key FROM bus_timer WHERE due_at <= $1 AND attempts < $2
  ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING name, key, due_at, data
"""
POSTPONE = """
UPDATE bus_timer SET attempts = attempts + 1, due_at = $3::timestamptz + $4 * interval '1 second'
WHERE name = $1 AND key = $2
"""

log = structlog.get_logger("timers")


@dataclass(frozen=True, slots=True)
class Timer:
    """A deadline that came due. ``key`` is an opaque id; ``data`` holds ids and codes only."""

    name: str
    key: str
    due_at: datetime
    data: dict[str, Any]


TimerHandler = Callable[[Timer, Transaction], Awaitable[None]]


async def schedule(
    tx: Transaction, name: str, key: str, due_at: datetime, data: dict[str, Any] | None = None
) -> None:
    """Set a deadline, or move it; one per name and key."""
    await tx.conn.execute(SCHEDULE, name, key, due_at, json.dumps(data or {}))


async def ensure(tx: Transaction, name: str, deadlines: Mapping[str, datetime]) -> None:
    """Set deadlines by key, leaving alone those that stand: many may ask for the same one."""
    await tx.conn.execute(ENSURE, name, [*deadlines], [*deadlines.values()])


async def revoke(tx: Transaction, name: str, key: str) -> None:
    """The deadline no longer matters."""
    await tx.conn.execute(REVOKE, name, key)


class Timers:
    """Fires due timers of one service; any number of instances may run."""

    def __init__(
        self, database: Database, handlers: Mapping[str, TimerHandler], clock: Clock
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._clock = clock
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        while not self._stopping.is_set():
            try:
                while not self._stopping.is_set() and await self.fire_one():
                    pass
            except Exception as error:
                log.warning("timers interrupted", error=type(error).__name__)
            await pause(self._stopping, POLL_SECONDS)

    async def fire_one(self) -> bool:
        """Fire the timer that is due longest; False when none is due."""
        now = self._clock.now()
        timer: Timer | None = None
        try:
            async with self._database.begin(now) as tx:
                row = await tx.conn.fetchrow(TAKE_DUE, now, GIVE_UP)
                if row is None:
                    return False
                timer = Timer(row["name"], row["key"], row["due_at"], row["data"])
                failpoints.at("timer.taken")
                await self._handlers[timer.name](timer, tx)
                failpoints.at("timer.handled")
        except Exception as error:
            if timer is None or is_transient(error):
                raise
            failpoints.at("timer.failed")
            await self._postpone(timer, error)
            failpoints.at("timer.postponed")
            return True
        failpoints.at("timer.committed")
        telemetry.TIMERS.labels(timer.name, "done").inc()
        return True

    async def _postpone(self, timer: Timer, error: Exception) -> None:
        now = self._clock.now()
        async with self._database.begin(now) as tx:
            await tx.conn.execute(POSTPONE, timer.name, timer.key, now, RETRY_SECONDS)
        telemetry.TIMERS.labels(timer.name, "failed").inc()
        log.error("timer failed", timer=timer.name, key=timer.key, error=type(error).__name__)
