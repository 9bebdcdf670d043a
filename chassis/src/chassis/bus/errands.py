"""Errands: deadlines whose effect is at another machine, which may take its time or swallow it.

What leaves is decided in a transaction, brought when that is over, and noted in another. So no lock
and no other deadline waits meanwhile, and each name has a loop of its own. An errand is leased
while it is under way: when the service ends in between, it is brought once more.
"""

import asyncio
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import timedelta

import asyncpg

from chassis import telemetry
from chassis.bus import failpoints
from chassis.bus.job_loop import JobLoop
from chassis.bus.timers import (
    ANY_DUE,
    GIVE_WAY,
    Errand,
    Parcel,
    Timer,
    TimerHandler,
    Timers,
    lanes,
    postpone,
)
from chassis.clock import Clock
from chassis.db import Database, Transaction
from chassis.traces import OFF, Kind, Mark, Traces

LIMIT_SECONDS = 20.0
"""Seconds for all that an errand does outside: names, connection, TLS, sending, the answer."""
LEASE = timedelta(seconds=60)
"""Time after which one that nobody came back from is tried again."""

TAKE_DUE = """
SELECT name, key, due_at, data, traceparent FROM bus_timer WHERE due_at <= $1 AND name = $2
ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
"""
HOLD = "UPDATE bus_timer SET due_at = $3 WHERE name = $1 AND key = $2"
FORGET = "DELETE FROM bus_timer WHERE name = $1 AND key = $2 AND due_at = $3 RETURNING true"
"""Unless somebody set the deadline anew while it was under way: then it comes again."""


class StoppingError(Exception):
    """The service stops while an errand is under way; it comes again after its lease."""


class Errands(JobLoop[Timer]):
    """The errands of one name of one service; any number of instances may run."""

    name = "errands"
    step = "errand"
    set_aside_step = "postponed"
    poll_seconds = 0.5

    def __init__(
        self, database: Database, name: str, errand: Errand, clock: Clock, tracing: Traces = OFF
    ) -> None:
        super().__init__(database, clock)
        self._of = name
        self._errand = errand
        self._tracing = tracing
        self._under_way: tuple[Timer, Parcel] | None = None

    async def run_one(self) -> bool:
        """Do the errand that is due first; False when none is.

        Raises when the database is away: then it stays as it was, or comes again after its lease.
        """
        self._under_way = None
        if not await super().run_one():
            return False
        if self._under_way is not None:
            await self._carry_out(*self._under_way)
        return True

    async def _any_waits(self, conn: asyncpg.Connection) -> bool:
        return bool(await conn.fetchval(ANY_DUE, self._clock.now(), [self._of]))

    async def _take(self, tx: Transaction) -> Timer | None:
        await tx.conn.execute(GIVE_WAY)
        row = await tx.conn.fetchrow(TAKE_DUE, tx.now, self._of)
        return Timer(**row) if row else None

    async def _do(self, tx: Transaction, job: Timer) -> str:
        """Decide what leaves; it is under way as soon as this is committed."""
        parcel = await self._errand.decide(job, tx)
        if parcel is None:
            await tx.conn.execute(FORGET, job.name, job.key, job.due_at)
            return "nothing"
        held = replace(job, due_at=tx.now + LEASE)
        await tx.conn.execute(HOLD, job.name, job.key, held.due_at)
        self._under_way = held, parcel
        return "leaves"

    async def _carry_out(self, held: Timer, parcel: Parcel) -> None:
        """Without a transaction until it was taken or refused."""
        with self._span(held) as mark:
            try:
                await self._bring(parcel)
            except StoppingError:
                return
            except Exception as error:
                async with self._database.begin(self._clock.now()) as tx:
                    await self._set_aside(tx, held, error)
                self._report_failure(held, error)
                return
            failpoints.at("errand.brought")
            async with self._database.begin(self._clock.now()) as tx:
                cause = replace(tx.cause, traceparent=mark.traceparent) if mark else tx.cause
                is_ours = await tx.conn.fetchval(FORGET, held.name, held.key, held.due_at)
                if is_ours and parcel.note is not None:
                    await parcel.note(tx.caused_by(cause, tx.now))
            failpoints.at("errand.noted")
        telemetry.TIMERS.labels(held.name, "done").inc()

    async def _bring(self, parcel: Parcel) -> None:
        """``TimeoutError`` after the limit, whatever it waits for; nothing of it goes on then."""
        bringing = asyncio.create_task(parcel.bring())
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait(
                {bringing, stopping}, timeout=LIMIT_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if bringing.done():
                await bringing
            elif stopping.done():
                raise StoppingError
            else:
                raise TimeoutError
        finally:
            for task in (bringing, stopping):
                task.cancel()
            await asyncio.gather(bringing, stopping, return_exceptions=True)

    def _span(self, held: Timer) -> AbstractContextManager[Mark | None]:
        if not self._tracing.is_on:
            return nullcontext()
        name = f"timer {held.name}"
        return self._tracing.span(name, Kind.INTERNAL, None, link=held.traceparent)

    async def _set_aside(self, tx: Transaction, job: Timer, error: Exception) -> None:
        await postpone(tx, job, self._errand.stuck_seconds)

    def _report_failure(self, job: Timer, error: Exception) -> None:
        telemetry.TIMERS.labels(job.name, "failed").inc()
        self._log.error("timer failed", timer=job.name, key=job.key, error=type(error).__name__)

    def _count(self, label: str) -> None:
        """Counted when it was taken."""
        if label == "nothing":
            telemetry.TIMERS.labels(self._of, "done").inc()


def deadline_loops(
    database: Database,
    handlers: Mapping[str, TimerHandler | Errand],
    clock: Clock,
    tracing: Traces = OFF,
) -> dict[str, JobLoop[Timer]]:
    """The loops of a service's deadlines by name; none of them waits for another."""
    apart = lanes(handlers)
    loops: dict[str, JobLoop[Timer]] = {"timers": Timers(database, apart.prompt, clock, tracing)}
    if apart.long:
        loops["long-timers"] = Timers(database, apart.long, clock, tracing)
    for name, errand in apart.errands.items():
        loops[f"errands-{name}"] = Errands(database, name, errand, clock, tracing)
    return loops
