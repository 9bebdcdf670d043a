"""Long work apart: others are served meanwhile, and whoever gives up ends it."""

import asyncio
import ctypes
import os
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest

from chassis import long_work
from chassis.outages import is_transient

WAITS = """
import ctypes, os
libc = ctypes.PyDLL(None)
libc.alarm(60)
assert libc.open({named!r}.encode(), os.O_RDONLY) >= 0
libc.alarm(0)
"""
"""Holds its interpreter, in one step, until somebody opens the pipe at its other end."""
SLEEPS = """
import os, pathlib, time
pathlib.Path({named!r}).write_text(str(os.getpid()))
time.sleep(600)
"""


async def _longest_stall(work: Awaitable[object]) -> float:
    """Seconds for which the loop stood still at a stretch."""
    working = asyncio.ensure_future(work)
    longest, last = 0.0, monotonic()
    while not working.done():
        await asyncio.sleep(0)
        now = monotonic()
        longest, last = max(longest, now - last), now
    await working
    return longest


@pytest.mark.timeout(90)
async def test_the_loop_turns_while_long_work_holds_its_interpreter(tmp_path: Path) -> None:
    """The other end of the pipe opens for who waits in that very step, and for nobody else."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    working = asyncio.create_task(long_work.apart(exec, WAITS.format(named=str(pipe))))
    other_end = None
    while other_end is None and not working.done():
        await asyncio.sleep(0.01)
        with suppress(OSError):
            other_end = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    await working
    assert other_end is not None
    os.close(other_end)


async def test_a_thread_of_work_that_holds_the_interpreter_stops_the_loop() -> None:
    """Why long work has a process of its own."""
    sleep = asyncio.to_thread(ctypes.PyDLL(None).usleep, 200_000)
    assert await _longest_stall(sleep) >= 0.2


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
