"""Background work beside events, requests and deadlines: shifts that begin, patterns, readings of
records that changed, second looks at links, back-tests.

Five loops, from the start of the service to its end. What they work on are rows, so nothing is
lost when a process dies, and any number of instances may run them.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from fastapi import APIRouter, FastAPI

from chassis.backoff import Backoff, pause
from chassis.clock import Clock
from chassis.db import Database
from databank.detection.begin_shifts import begin_shifts
from databank.detection.patterns.sweep import AT_ONCE, sweep
from databank.detection.readings import follow_record
from databank.detection.rule_versions import back_test
from databank.matching import second_look

BEGIN_SECONDS = 0.5
"""Seconds between two looks for declared shifts that began."""
SWEEP_SECONDS = 0.5
"""Seconds between two looks for facts that changed."""
READ_SECONDS = 0.5
"""Seconds between two looks for records that changed."""
LOOK_SECONDS = 0.5
"""Seconds between two looks for claims that came or moved."""
BACK_TEST_SECONDS = 1.0
"""Seconds between two looks for a back-test that waits."""
STOP_SECONDS = 5.0
"""Seconds that the loops have to end when the service stops."""

log = structlog.get_logger("background")


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[None]:
    database: Database = app.state.database
    clock: Clock = app.state.clock
    stopping = asyncio.Event()

    async def begin_once() -> bool:
        async with database.begin(clock.now()) as tx:
            return await begin_shifts(tx) > 0

    async def sweep_once() -> bool:
        """Less than a whole round is what came since the last one: in a moment there is more."""
        async with database.begin(clock.now()) as tx:
            return await sweep(tx) == AT_ONCE

    async def read_once() -> bool:
        """Less than a whole round is what came since the last one, as for the sweep."""
        async with database.begin(clock.now()) as tx:
            return await follow_record.follow_records(tx) == follow_record.AT_ONCE

    async def look_once() -> bool:
        """Less than a whole round is what came since the last one, as for the sweep."""
        async with database.begin(clock.now()) as tx:
            return await second_look.look_again(tx) == second_look.AT_ONCE

    async def back_test_once() -> bool:
        return await back_test.run_next(database, clock, stopping)

    tasks = [
        asyncio.create_task(_loop(begin_once, BEGIN_SECONDS, stopping), name="shifts"),
        asyncio.create_task(_loop(sweep_once, SWEEP_SECONDS, stopping), name="patterns"),
        asyncio.create_task(_loop(read_once, READ_SECONDS, stopping), name="readings"),
        asyncio.create_task(_loop(look_once, LOOK_SECONDS, stopping), name="second looks"),
        asyncio.create_task(_loop(back_test_once, BACK_TEST_SECONDS, stopping), name="back-tests"),
    ]
    try:
        yield
    finally:
        stopping.set()
        _, late = await asyncio.wait(tasks, timeout=STOP_SECONDS)
        for task in late:
            log.warning("cut off at stop", loop=task.get_name())
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _loop(
    once: Callable[[], Awaitable[bool]], seconds: float, stopping: asyncio.Event
) -> None:
    """Work while there is some, then look again after a while."""
    backoff = Backoff(first=seconds)
    while not stopping.is_set():
        try:
            if await once():
                await asyncio.sleep(0)
                continue
            backoff.reset()
        except Exception as error:
            log.warning("interrupted", error=type(error).__name__)
            await backoff.wait(stopping)
            continue
        await pause(stopping, seconds)


router = APIRouter(lifespan=running)
"""Has no routes: it starts the loops with the service and stops them with it."""
