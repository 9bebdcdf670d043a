"""One loop for jobs that wait in the service's own database: due timers and requested redrives.

A job ends in the transaction of its effect, so it has its effect once, whatever crashes. One that
fails is set aside in a transaction of its own, so that it holds up no other.
"""

import asyncio
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Generic, TypeVar

import asyncpg
import structlog

from chassis.backoff import repeat
from chassis.bus import failpoints
from chassis.clock import Clock
from chassis.db import Database, Transaction
from chassis.outages import PATIENCE, is_transient, may_be_own_fault

Job = TypeVar("Job")


class JobLoop(ABC, Generic[Job]):
    """Works off the jobs of one service; any number of instances may run.

    ``name`` is the loop's in the log, ``step`` the first part of its failpoints' names, and
    ``set_aside_step`` the last part of the one after a job was set aside.
    """

    name: ClassVar[str]
    step: ClassVar[str]
    set_aside_step: ClassVar[str]
    poll_seconds: ClassVar[float]

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._stopping = asyncio.Event()
        self._head: Job | None = None
        self._patience = 0
        self._log: Any = structlog.get_logger(self.name)

    def stop(self) -> None:
        """Finish the job in hand and return from :meth:`run`."""
        self._stopping.set()

    async def run(self) -> None:
        """Poll until :meth:`stop`, and work off all there is at each poll."""
        await repeat(
            self._run_all,
            self._stopping,
            seconds=self.poll_seconds,
            log=self._log,
            failure=f"{self.name} interrupted",
        )

    async def _run_all(self) -> None:
        """A look is one question; a transaction in which nothing is found would be four."""
        async with self._database.connection() as conn:
            if not await self._any_waits(conn):
                return
        while not self._stopping.is_set() and await self.run_one():
            pass

    async def run_one(self) -> bool:
        """Do the job that comes first; False when there is none.

        Raises when something is away: then the job stays as it was.
        """
        job: Job | None = None
        try:
            async with self._database.begin(self._clock.now()) as tx:
                job = await self._take(tx)
                if job is None:
                    return False
                label = await self._do(tx, job)
        except Exception as error:
            if job is None or (is_transient(error) and not await self._is_lost(job, error)):
                raise
            failpoints.at(f"{self.step}.failed")
            async with self._database.begin(self._clock.now()) as tx:
                await self._set_aside(tx, job, error)
            self._report_failure(job, error)
            failpoints.at(f"{self.step}.{self.set_aside_step}")
            return True
        failpoints.at(f"{self.step}.committed")
        self._count(label)
        return True

    async def _is_lost(self, job: Job, error: Exception) -> bool:
        """Whether it seemed so often to meet an outage, while the database answered, that it is a
        failure. Counted for the job that comes first, which holds up all others meanwhile."""
        if job != self._head:
            self._head, self._patience = job, 0
        if may_be_own_fault(error) and await self._database.answers():
            self._patience += 1
        return self._patience >= PATIENCE

    @abstractmethod
    async def _any_waits(self, conn: asyncpg.Connection) -> bool:
        """Whether there may be a job to take."""

    @abstractmethod
    async def _take(self, tx: Transaction) -> Job | None:
        """Lock the job that comes first, or pass by those that another instance locked."""

    @abstractmethod
    async def _do(self, tx: Transaction, job: Job) -> str:
        """The job's effect and its end, in one transaction; the label by which it is counted."""

    @abstractmethod
    async def _set_aside(self, tx: Transaction, job: Job, error: Exception) -> None:
        """Keep a job that failed where it is not taken again at once."""

    @abstractmethod
    def _report_failure(self, job: Job, error: Exception) -> None:
        """Log and count a job that was set aside."""

    @abstractmethod
    def _count(self, label: str) -> None:
        """Count a job that was done."""
