"""A loop that repeats a turn leaves the time to others."""

import asyncio
from time import monotonic

import structlog

from chassis.backoff import repeat


async def test_turns_that_take_long_come_less_often() -> None:
    """A lower bound only: a machine that is busy makes it longer."""
    stopping, turns, took = asyncio.Event(), 4, 0.01

    async def turn() -> None:
        nonlocal turns
        await asyncio.sleep(took)
        turns -= 1
        if not turns:
            stopping.set()

    log = structlog.get_logger("test")
    began = monotonic()
    await repeat(turn, stopping, seconds=0, log=log, failure="failed", share=0.1)
    assert monotonic() - began >= 3 * took / 0.1
