"""Deadlines that outlive every process. A timer fires in the transaction of its own removal.

So it has its effect once, whatever crashes; and a handler checks that the deadline still matters,
so a late or repeated timer does no harm. Long waits never sit in an unacked message.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Any

import asyncpg

from chassis import telemetry
from chassis.bus import failpoints
from chassis.bus.job_loop import JobLoop
from chassis.clock import Clock
from chassis.db import Database, Transaction
from chassis.traces import OFF, Kind, Traces

RETRY_SECONDS = 30
"""Seconds until a timer that failed is tried again..."""
STUCK = 10
"""...so many times; then somebody is called until it ran..."""
STUCK_SECONDS = 600
"""...and it is tried again after these."""

SCHEDULE = """
INSERT INTO bus_timer (name, key, due_at, data, traceparent) VALUES ($1, $2, $3, $4::jsonb, $5)
ON CONFLICT (name, key) DO UPDATE
SET due_at = EXCLUDED.due_at, data = EXCLUDED.data, attempts = 0,
  traceparent = EXCLUDED.traceparent
"""
SCHEDULE_IF_FREE = """
WITH free AS MATERIALIZED (
  SELECT FROM bus_timer WHERE name = $1 AND key = $2 FOR UPDATE SKIP LOCKED
)
INSERT INTO bus_timer (name, key, due_at, data, traceparent)
SELECT $1::text, $2::text, $3::timestamptz, $4::jsonb, $5::text
WHERE EXISTS (SELECT FROM free)
  OR NOT EXISTS (SELECT FROM bus_timer WHERE name = $1 AND key = $2)
ON CONFLICT (name, key) DO UPDATE
SET due_at = EXCLUDED.due_at, data = EXCLUDED.data, attempts = 0,
  traceparent = EXCLUDED.traceparent
RETURNING true
"""
ENSURE = """
INSERT INTO bus_timer (name, key, due_at, data, traceparent)
SELECT $1, key, due_at, '{}'::jsonb, $4::text
FROM unnest($2::text[], $3::timestamptz[]) AS t (key, due_at)
ORDER BY key ON CONFLICT DO NOTHING
"""
REVOKE = "DELETE FROM bus_timer WHERE name = $1 AND key = $2"
REVOKE_IF_FREE = """
WITH free AS MATERIALIZED (
  SELECT name, key FROM bus_timer WHERE name = $1 AND key = $2 FOR UPDATE SKIP LOCKED
), gone AS (
  DELETE FROM bus_timer USING free WHERE bus_timer.name = free.name AND bus_timer.key = free.key
)
SELECT EXISTS (SELECT FROM free)
  OR NOT EXISTS (SELECT FROM bus_timer WHERE name = $1 AND key = $2)
"""
ASK_SECONDS = 2.0
"""As long a deadline is asked for while its timer is at work, before it is waited for in the
database: longer than a busy machine needs from the timer's begin until it wants a case."""
GIVE_WAY = "SET LOCAL lock_timeout = '100ms'"
"""Less than ``deadlock_timeout``, after which PostgreSQL ends one of two that wait for each other.

A request may hold a case and move its deadline, while that deadline's timer is taken and wants the
case. Then the timer gives way and comes again, and nobody's request is refused for it: as long as
the timer has the deadline the request asks again and again, and waits for nothing in the database,
which might else find it first in the circle.
"""
ANY_DUE = """
SELECT EXISTS (SELECT FROM bus_timer WHERE due_at <= $1 AND name = ANY ($2))
"""
TAKE_DUE = """
DELETE FROM bus_timer WHERE (name, key) = (
  SELECT name, key FROM bus_timer WHERE due_at <= $1 AND name = ANY ($2)
  ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING name, key, due_at, data, traceparent
"""
POSTPONE = """
UPDATE bus_timer SET attempts = attempts + 1, due_at = $3::timestamptz
  + CASE WHEN attempts + 1 < $6 THEN $4::float ELSE $7::float END * interval '1 second'
WHERE name = $1 AND key = $2 AND due_at = $5
"""
"""Unless somebody moved the deadline while it was tried: then that stands."""


@dataclass(frozen=True, slots=True)
class Timer:
    """A deadline that came due. ``key`` is an opaque id; ``data`` holds ids and codes only.

    ``traceparent`` is the trace in which it was set.
    """

    name: str
    key: str
    due_at: datetime
    data: dict[str, Any]
    traceparent: str | None = None


TimerHandler = Callable[[Timer, Transaction], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Long:
    """A handler that computes, or waits for another machine, for seconds or minutes.

    Long ones fire one after the other, beside all others: whoever is to be protected at once does
    not wait until a month is counted.
    """

    fire: TimerHandler

    async def __call__(self, timer: Timer, tx: Transaction) -> None:
        await self.fire(timer, tx)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A thing that leaves for a deadline: ``bring`` takes it there, ``note`` notes that it has.

    Whoever takes it must be able to tell a repetition: it may be brought twice.
    """

    bring: Callable[[], Coroutine[Any, Any, None]]
    note: Callable[[Transaction], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """A handler whose effect is at another machine: a mail server, a pager, whoever is asked.

    ``decide`` says in a transaction what leaves, if anything does; it leaves when that is over, so
    that nothing waits for a machine that swallows what it gets (:mod:`chassis.bus.errands`).
    """

    decide: Callable[[Timer, Transaction], Awaitable[Parcel | None]]
    stuck_seconds: float = STUCK_SECONDS
    """Seconds between tries of one that failed ten times."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """Handlers by how their timers fire: promptly, one long one after the other, or outside."""

    prompt: Mapping[str, TimerHandler]
    long: Mapping[str, TimerHandler]
    errands: Mapping[str, Errand]


def lanes(handlers: Mapping[str, TimerHandler | Errand]) -> Lanes:
    prompt: dict[str, TimerHandler] = {}
    long: dict[str, TimerHandler] = {}
    errands: dict[str, Errand] = {}
    for name, each in handlers.items():
        if isinstance(each, Errand):
            errands[name] = each
        elif isinstance(each, Long):
            long[name] = each
        else:
            prompt[name] = each
    return Lanes(prompt, long, errands)


async def schedule(
    tx: Transaction, name: str, key: str, due_at: datetime, data: dict[str, Any] | None = None
) -> None:
    """Set a deadline, or move it; one per name and key."""
    terms = (due_at, json.dumps(data or {}), tx.cause.traceparent)
    if not await _asked_for(tx, SCHEDULE_IF_FREE, name, key, *terms):
        await tx.conn.execute(SCHEDULE, name, key, *terms)


async def ensure(tx: Transaction, name: str, deadlines: Mapping[str, datetime]) -> None:
    """Set deadlines by key, leaving alone those that stand: many may ask for the same one."""
    await tx.conn.execute(ENSURE, name, [*deadlines], [*deadlines.values()], tx.cause.traceparent)


async def revoke(tx: Transaction, name: str, key: str) -> None:
    """Take back a deadline that no longer matters."""
    if not await _asked_for(tx, REVOKE_IF_FREE, name, key):
        await tx.conn.execute(REVOKE, name, key)


async def postpone(tx: Transaction, timer: Timer, stuck_seconds: float = STUCK_SECONDS) -> None:
    """Try a timer that failed again later, for as long as it takes: only then its effect is there.

    One that was moved meanwhile stands where it was moved.
    """
    paces = (RETRY_SECONDS, timer.due_at, STUCK, stuck_seconds)
    await tx.conn.execute(POSTPONE, timer.name, timer.key, tx.now, *paces)


async def _asked_for(tx: Transaction, statement: str, *arguments: object) -> bool:
    """Whether a deadline was free, and the statement done, before there was reason to wait."""
    patient_until = monotonic() + ASK_SECONDS
    while not (done := await tx.conn.fetchval(statement, *arguments)):
        if monotonic() > patient_until:
            break
        await asyncio.sleep(0.02)
    return bool(done)


class Timers(JobLoop[Timer]):
    """Fires due timers of one service; any number of instances may run.

    A timer that no handler here knows was set by a newer release, and is left to one.
    """

    name = "timers"
    step = "timer"
    set_aside_step = "postponed"
    poll_seconds = 0.5

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, TimerHandler],
        clock: Clock,
        tracing: Traces = OFF,
    ) -> None:
        super().__init__(database, clock)
        self._tracing = tracing
        self._handlers = handlers

    async def _any_waits(self, conn: asyncpg.Connection) -> bool:
        return bool(await conn.fetchval(ANY_DUE, self._clock.now(), [*self._handlers]))

    async def _take(self, tx: Transaction) -> Timer | None:
        await tx.conn.execute(GIVE_WAY)
        row = await tx.conn.fetchrow(TAKE_DUE, tx.now, [*self._handlers])
        return Timer(**row) if row else None

    async def _do(self, tx: Transaction, job: Timer) -> str:
        failpoints.at("timer.taken")
        await self._fire(tx, job)
        failpoints.at("timer.handled")
        return job.name

    async def _fire(self, tx: Transaction, job: Timer) -> None:
        """In a trace of its own: what set the deadline is long over, and only linked."""
        handler = self._handlers[job.name]
        if not self._tracing.is_on:
            await handler(job, tx)
            return
        with self._tracing.span(
            f"timer {job.name}", Kind.INTERNAL, None, link=job.traceparent
        ) as mark:
            cause = replace(tx.cause, traceparent=mark.traceparent)
            await handler(job, tx.caused_by(cause, tx.now))

    async def _set_aside(self, tx: Transaction, job: Timer, error: Exception) -> None:
        await postpone(tx, job)

    def _report_failure(self, job: Timer, error: Exception) -> None:
        telemetry.TIMERS.labels(job.name, "failed").inc()
        self._log.error("timer failed", timer=job.name, key=job.key, error=type(error).__name__)

    def _count(self, label: str) -> None:
        telemetry.TIMERS.labels(label, "done").inc()
