"""The lag of the event loop: by how much what should run now runs later."""

import asyncio

from chassis import telemetry
from chassis.backoff import pause

SAMPLE_SECONDS = 0.5


class LoopLag:
    """Looks twice a second. What holds up the loop holds up every request and the bus."""

    def __init__(self) -> None:
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        self._stopping.set()

    async def watch(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            due = loop.time() + SAMPLE_SECONDS
            await pause(self._stopping, SAMPLE_SECONDS)
            telemetry.LOOP_LAG.observe(max(0.0, loop.time() - due))
