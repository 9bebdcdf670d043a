"""Server-sent events: a stream that tells open pages that something changed.

Pages then ask again for what they show, with all the rights and logging of any read; the stream
itself says nothing but that it is time. One question to the database serves all open pages.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from hashlib import blake2b

import asyncpg
from starlette.responses import StreamingResponse

from chassis.db import Database

POLL_SECONDS = 0.25
"""Seconds between two looks, while somebody watches."""
KEEPALIVE_SECONDS = 15.0
"""Seconds after which a quiet stream sends a comment, so that no proxy cuts it."""
MAX_SECONDS = 600.0
"""Seconds of a stream; then the browser connects anew, and its session is checked again."""

Version = Callable[[asyncpg.Connection], Awaitable[object]]


class ChangeStream:
    """``version`` reads, cheaply, something that differs once there was a change.

    A page names the state that it shows, and a browser that connects anew the last one of which it
    was told, so that nothing of between is missed: of another one they are told at once. A state
    is the same text in every process.
    """

    def __init__(self, version: Version) -> None:
        self._version = version
        self._state = ""
        self._looked_at = 0.0
        self._looking = asyncio.Lock()

    async def state(self, database: Database) -> str:
        """What stands now; looks at most once per ``POLL_SECONDS``, whoever asks."""
        async with self._looking:
            loop = asyncio.get_running_loop()
            if not self._state or loop.time() - self._looked_at >= POLL_SECONDS:
                async with database.connection() as conn:
                    self._state = state_of(await self._version(conn))
                self._looked_at = loop.time()  # afterwards: a slow answer is no reason to ask again
            return self._state

    def stream(self, database: Database, event: str, shown: str) -> StreamingResponse:
        """An answer that sends ``event`` at each change since ``shown``, until the browser leaves.

        ``shown`` is a state as :func:`state_of` writes it, or what its page or browser made of it.
        """
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._messages(database, event, shown), media_type="text/event-stream", headers=headers
        )

    async def _messages(self, database: Database, event: str, shown: str) -> AsyncIterator[str]:
        loop = asyncio.get_running_loop()
        began = spoke = loop.time()
        yield ": begin\n\n"
        while loop.time() - began < MAX_SECONDS:
            state = await self.state(database)
            if state != shown:
                shown, spoke = state, loop.time()
                yield f"id: {state}\nevent: {event}\ndata: {state}\n\n"
            elif loop.time() - spoke > KEEPALIVE_SECONDS:
                spoke = loop.time()
                yield ": nog hier\n\n"
            await asyncio.sleep(POLL_SECONDS)


def state_of(version: object) -> str:
    """A version as pages and browsers name it: short, and fit for an address and a header."""
    return blake2b(repr(version).encode(), digest_size=8).hexdigest()
