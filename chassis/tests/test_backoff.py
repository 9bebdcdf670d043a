"""A loop that repeats a turn leaves the time to others."""

import asyncio
from time import monotonic

import pytest
import structlog

from chassis.backoff import INTERRUPTIONS, raise_if_cancelled, repeat


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


async def test_a_cancellation_ends_a_loop_also_where_leaving_fails_on_its_way_out() -> None:
    """What is raised while a connection is left comes in place of the cancellation."""
    entered = asyncio.Event()

    async def loop() -> None:
        while True:
            try:
                try:
                    entered.set()
                    await asyncio.Event().wait()
                finally:
                    raise ExceptionGroup("left", [ConnectionError("the broker is away")])
            except INTERRUPTIONS as error:
                raise_if_cancelled(error)

    task = asyncio.create_task(loop())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(asyncio.shield(task), 5)
    assert task.cancelled()
