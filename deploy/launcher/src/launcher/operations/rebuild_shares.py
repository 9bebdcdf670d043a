"""Shares of a rebuild, each worked off by a process of its own: Python uses one processor each.

A process reads the archives with the publishers' logins, as the command that started it, and writes
as reporting itself. It ends when that command is gone, after the batch in hand.
"""

import asyncio
import multiprocessing
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import structlog

from chassis.backoff import Backoff
from chassis.bus import rebuild
from chassis.bus.breaker import Breaker
from chassis.bus.dispatcher import Dispatcher
from chassis.bus.pipeline import Pipeline
from chassis.bus.rebuild import Share
from chassis.bus.seal import Opener
from chassis.clock import SystemClock
from chassis.errors import AheadError
from launcher import late
from launcher.errors import LauncherError
from launcher.operations.places import Place

REPORTING = "reporting"
LOOK_SECONDS = 0.5

Stops = Callable[[], bool]
"""Whether the work ends after the batch in hand."""


def _never() -> bool:
    return False


async def work_off(
    place: Place, shares: Sequence[Share], stops: Stops = _never, *, warily: bool = False
) -> None:
    """Take all that the archives have for these shares; ``warily`` a batch of each, one by one."""
    number = shares[0].share
    async with _pipeline(place, number, stops) as pipeline, place.connection(REPORTING) as reader:
        await reader.execute("SET synchronous_commit = off")  # as its pipeline, after each batch
        for share in shares:
            async with place.connection(share.publisher) as archive:
                if warily:
                    await rebuild.try_warily(share, archive, reader, pipeline)
                else:
                    await rebuild.work_off(share, archive, reader, pipeline, stops=stops)


async def take_listed(
    place: Place, publisher: str, positions: Sequence[int], *, warily: bool
) -> int:
    """Take these events of an archive; how many of them nobody can read."""
    async with _pipeline(place, 0, _never) as pipeline, place.connection(publisher) as archive:
        return await rebuild.take_listed(publisher, archive, positions, pipeline, warily=warily)


@asynccontextmanager
async def _pipeline(place: Place, share: int, stops: Stops) -> AsyncIterator[Pipeline]:
    """Reporting's handlers of this very release. Nothing is sealed to it, so no key is needed."""
    handlers = late.module("reporting.handlers").HANDLERS
    clock = SystemClock()
    dispatcher = Dispatcher(REPORTING, handlers, Opener(REPORTING, None), clock)
    async with place.database(REPORTING, hurried=True) as database:
        # a number that no partition has: a share that stands is seen and let through as they are
        breaker = Breaker(database, REPORTING, -1 - share)
        try:
            yield Pipeline(
                database,
                dispatcher,
                clock,
                breaker,
                stopping=asyncio.Event(),
                is_paused=stops,
                backoff=Backoff(),
            )
        except AheadError as error:
            raise LauncherError(
                f"An archive holds an event of a newer release than this command ({error}): give "
                "the command with the release that runs."
            ) from None


async def in_processes(
    place: Place,
    shares: Sequence[Sequence[Share]],
    look: Callable[[], Awaitable[None]],
    *,
    warily: bool = False,
) -> None:
    """Work off each group of shares in its own process, and ``look`` while they work."""
    workers = [_Worker(place, group, warily) for group in shares]
    try:
        while any(worker.works() for worker in workers):
            await look()
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        for worker in workers:
            worker.end()
    await look()


class _Worker:
    def __init__(self, place: Place, shares: Sequence[Share], warily: bool) -> None:
        context = multiprocessing.get_context("spawn")
        self._complaint, theirs = context.Pipe(duplex=False)
        databases = {REPORTING, *(share.publisher for share in shares)}
        own = Place({name: place.databases[name] for name in databases}, None, None)
        self._process: BaseProcess = context.Process(
            target=_run, args=(own, shares, warily, theirs), daemon=True
        )
        self._process.start()
        theirs.close()

    def works(self) -> bool:
        """Raises when it failed, or was ended by somebody."""
        if self._process.is_alive():
            return True
        if self._process.exitcode:
            raise LauncherError(
                f"A process of the rebuild did not finish: {self._why()}. Give the command again, "
                "and it goes on where it stopped."
            )
        return False

    def _why(self) -> str:
        try:
            return str(self._complaint.recv())
        except EOFError:
            return "it was ended"

    def end(self) -> None:
        if self._process.is_alive():
            self._process.terminate()
        self._process.join()
        self._complaint.close()


def log_to_stderr() -> None:
    """Keep what the bus logs out of a command's answer."""
    if not structlog.is_configured():
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))


def _run(place: Place, shares: Sequence[Share], warily: bool, complaint: Connection) -> None:
    """The whole of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command hears it too, and ends this
    log_to_stderr()
    parent = multiprocessing.parent_process()
    assert parent is not None
    try:
        asyncio.run(work_off(place, shares, lambda: not parent.is_alive(), warily=warily))
    except Exception as error:
        known = isinstance(error, LauncherError)
        complaint.send(str(error).rstrip(".") if known else type(error).__name__)
        raise SystemExit(1) from None
