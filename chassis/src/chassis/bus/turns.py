"""Turns of a service's partitions, so that they share a processor in larger batches.

A transaction costs as much as twenty messages in it. Partitions that each begin one with every
message that comes keep one another so busy that none ever finds more than two. So only a few work
at once, and what comes for the others meanwhile has its effect in one transaction. A turn is a
courtesy and holds up nobody: it is over after some milliseconds, whatever its partition does.

Who tries a message that may end the process is alone with it, since what another partition has in
hand just then would be blamed as well.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic

from chassis.bus.deliveries import Message

AT_ONCE = 2
"""Partitions that have a turn: one needs the processor while another's database thinks."""
TURN_SECONDS = 0.02
"""Seconds that a turn lasts; then the next one's comes, though this one still works."""
ALONE_SECONDS = 5.0
"""Seconds that a suspect is waited for: by then it has shown that the process outlives it."""

Arrived = asyncio.Queue[Message | None]
"""Deliveries of the broker, in order; None when there is something else to look at."""


class Turns:
    """The turns of all partitions that one process reads.

    ``apart`` are the seconds between two turns of who is in no hurry: what comes meanwhile is one
    batch, and what comes alone waits for nothing.
    """

    def __init__(self, apart: float = 0.0) -> None:
        self._apart = apart
        self._next_at = 0.0
        self._free = asyncio.Semaphore(AT_ONCE)
        self._suspect = asyncio.Lock()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """No other partition tries a suspect meanwhile, but for one that has lasted too long."""
        mine = False
        with suppress(TimeoutError):
            async with asyncio.timeout(ALONE_SECONDS):
                mine = await self._suspect.acquire()
        try:
            yield
        finally:
            if mine:
                self._suspect.release()

    @asynccontextmanager
    async def batch(
        self, arrived: Arrived, limit: Callable[[], int]
    ) -> AsyncIterator[list[Message]]:
        """A batch of what has queued when the turn comes, of ``limit`` messages at most.

        Empty when there is something else to look at. What has queued up to the limit need not wait
        for a turn: it would not grow.
        """
        first = await arrived.get()
        if first is None:
            yield []
        elif 1 + arrived.qsize() >= limit():
            yield _with_what_queued(first, arrived, limit())
        else:
            await self._stay_apart()
            await self._free.acquire()
            turn = _Turn(self._free)
            try:
                yield _with_what_queued(first, arrived, limit())
            finally:
                turn.end()

    async def _stay_apart(self) -> None:
        if self._apart:
            if (seconds := self._next_at - monotonic()) > 0:
                await asyncio.sleep(seconds)
            self._next_at = monotonic() + self._apart


class _Turn:
    """A turn that was taken; it ends once, by whom it belongs to or by the clock."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._is_over = False
        self._at_latest = asyncio.get_running_loop().call_later(TURN_SECONDS, self.end)

    def end(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._at_latest.cancel()
            self._free.release()


def _with_what_queued(first: Message, arrived: Arrived, limit: int) -> list[Message]:
    batch = [first]
    while len(batch) < limit and not arrived.empty():
        message = arrived.get_nowait()
        if message is None:
            break
        batch.append(message)
    return batch
