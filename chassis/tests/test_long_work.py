"""Long work apart: others are served meanwhile, and whoever gives up ends it."""

import asyncio
import os
from collections.abc import Awaitable
from pathlib import Path
from time import monotonic

import pytest

from chassis import long_work
from chassis.outages import is_transient

NUMBERS = range(30_000_000)
"""Added up in one step of the interpreter, in which no other thread gets a turn."""
SLEEPS = """
import os, pathlib, time
pathlib.Path({named!r}).write_text(str(os.getpid()))
time.sleep(600)
"""


async def _longest_stall(ended: asyncio.Event) -> float:
    longest, last = 0.0, monotonic()
    while not ended.is_set():
        await asyncio.sleep(0)
        now = monotonic()
        longest, last = max(longest, now - last), now
    return longest


async def _stalled(work: Awaitable[int]) -> float:
    """The share of its time in which the loop stood still at a stretch."""
    ended = asyncio.Event()
    watching = asyncio.create_task(_longest_stall(ended))
    await asyncio.sleep(0)
    began = monotonic()
    await work
    seconds = monotonic() - began
    ended.set()
    return await watching / seconds


@pytest.mark.night("a long sum that holds a core", stays="::test_work_that_is_given_up_ends")
async def test_the_loop_turns_while_long_work_holds_its_interpreter() -> None:
    await long_work.apart(sum, range(1))
    assert await _stalled(long_work.apart(sum, NUMBERS)) < 0.5
    assert await _stalled(asyncio.to_thread(sum, NUMBERS)) > 0.5, "a thread holds it"


async def test_it_stands_behind_the_service() -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    there = await long_work.apart(os.getpriority, os.PRIO_PROCESS, 0)
    assert there == max(long_work.NICENESS, own)


async def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        await long_work.apart(divmod, 1, 0)


@pytest.mark.timeout(60)
async def test_work_that_is_given_up_ends(tmp_path: Path) -> None:
    named = tmp_path / "pid"
    working = asyncio.create_task(long_work.apart(exec, SLEEPS.format(named=str(named))))
    while not (named.exists() and named.read_text()):
        assert not working.done()
        await asyncio.sleep(0.01)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    with pytest.raises(ProcessLookupError):
        os.kill(int(named.read_text()), 0)


async def test_a_process_that_is_lost_asks_to_try_again() -> None:
    with pytest.raises(long_work.ProcessLostError) as lost:
        await long_work.apart(os._exit, 1)
    assert is_transient(lost.value)
    assert await long_work.apart(sum, range(3)) == 3, "the next work has a process"
