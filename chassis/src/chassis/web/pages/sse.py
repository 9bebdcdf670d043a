"""Server-sent events: a stream that tells open pages that something changed.

Pages then ask again for what they show, with all the rights and logging of any read; the stream
itself says nothing but that it is time. One question to the database serves all open pages.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

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
    """Counts changes; ``version`` reads something that differs once there was one, cheaply."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._seen: object = None
        self._number = 0
        self._looked_at = 0.0
        self._looking = asyncio.Lock()

    async def number(self, database: Database) -> int:
        """The number of changes; looks at most once per ``POLL_SECONDS``, whoever asks."""
        async with self._looking:
            loop = asyncio.get_running_loop()
            if loop.time() - self._looked_at >= POLL_SECONDS:
                async with database.connection() as conn:
                    seen = await self._version(conn)
                self._looked_at = loop.time()  # afterwards: a slow answer is no reason to ask again
                if seen != self._seen:
                    self._seen = seen
                    self._number += 1
            return self._number

    def stream(self, database: Database, event: str) -> StreamingResponse:
        """An answer that sends ``event`` at each change, until the browser leaves."""
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._messages(database, event), media_type="text/event-stream", headers=headers
        )

    async def _messages(self, database: Database, event: str) -> AsyncIterator[str]:
        loop = asyncio.get_running_loop()
        began = spoke = loop.time()
        known = await self.number(database)
        yield ": begin\n\n"
        while loop.time() - began < MAX_SECONDS:
            await asyncio.sleep(POLL_SECONDS)
            number = await self.number(database)
            if number != known:
                known, spoke = number, loop.time()
                yield f"event: {event}\ndata: {number}\n\n"
            elif loop.time() - spoke > KEEPALIVE_SECONDS:
                spoke = loop.time()
                yield ": nog hier\n\n"
