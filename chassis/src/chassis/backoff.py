"""Loops that outlive an interruption: pause, wait longer each time with jitter, and try again."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic
from typing import Any

INTERRUPTIONS = (Exception, asyncio.CancelledError)
"""Errors that a supervised loop survives. The broker's client cancels what waits on a lost
channel."""


def raise_if_cancelled(error: BaseException) -> None:
    """Let a cancellation through that was meant for this task, and not for a lost channel.

    Also where another error came in its place, since what is left on its way out may fail as well.
    """
    task = asyncio.current_task()
    if task is None or not task.cancelling():
        return
    if isinstance(error, asyncio.CancelledError):
        raise error
    raise asyncio.CancelledError from error


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Sleep, or return at once when the service stops."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)


async def repeat(
    turn: Callable[[], Awaitable[object]],
    stopping: asyncio.Event,
    *,
    seconds: float,
    log: Any,
    failure: str,
    share: float = 1.0,
) -> None:
    """Call ``turn`` with ``seconds`` between two calls, until ``stopping`` is set.

    Longer between them, where else the turns would take more than ``share`` of the time. A turn
    that fails is logged as ``failure`` with the name of its error, and the next one comes.
    """
    while not stopping.is_set():
        began = monotonic()
        try:
            await turn()
        except Exception as error:
            log.warning(failure, error=type(error).__name__)
        took = monotonic() - began
        await pause(stopping, max(seconds, took / share - took))


class Backoff:
    """``first`` to ``longest`` seconds, doubling; a success starts again at ``first``."""

    def __init__(self, first: float = 0.05, longest: float = 5.0) -> None:
        self._first = first
        self._longest = longest
        self._next = first

    def reset(self) -> None:
        self._next = self._first

    async def wait(self, stopping: asyncio.Event) -> None:
        """Pause, longer than the last time, and never past a request to stop."""
        delay = self._next * random.uniform(0.5, 1.0)  # noqa: S311  # jitter, not a secret
        self._next = min(self._next * 2, self._longest)
        await pause(stopping, delay)
