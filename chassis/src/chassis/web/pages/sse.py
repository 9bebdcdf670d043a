"""A stream that tells open pages that something new is there (server-sent events).

Pages then ask again for what they show, with all the rights and logging of any read; the stream
itself says nothing but that it is time. One question to the database serves all open pages.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
from starlette.responses import StreamingResponse

from chassis.db import Database

EVERY = 0.25
"""Seconds between two looks, while somebody watches."""
ALIVE = 15.0
"""Seconds after which a quiet stream says that it lives, so that no proxy cuts it."""
LONGEST = 600.0
"""Seconds; then the browser connects anew, and its session is checked again."""

Mark = Callable[[asyncpg.Connection], Awaitable[object]]


class ChangeStream:
    """``mark`` reads something that is different once there is news, cheaply."""

    def __init__(self, mark: Mark) -> None:
        self._mark = mark
        self._seen: object = None
        self._number = 0
        self._looked_at = 0.0
        self._looking = asyncio.Lock()

    async def number(self, database: Database) -> int:
        """Counts the news; looks at most once per ``EVERY`` whoever asks."""
        async with self._looking:
            now = asyncio.get_running_loop().time()
            if now - self._looked_at >= EVERY:
                async with database.connection() as conn:
                    seen = await self._mark(conn)
                self._looked_at = now
                if seen != self._seen:
                    self._seen = seen
                    self._number += 1
            return self._number

    def stream(self, database: Database, event: str) -> StreamingResponse:
        """An answer that sends ``event`` at each news, until the browser leaves."""
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._messages(database, event), media_type="text/event-stream", headers=headers
        )

    async def _messages(self, database: Database, event: str) -> AsyncIterator[str]:
        loop = asyncio.get_running_loop()
        began = spoke = loop.time()
        known = await self.number(database)
        yield ": begin\n\n"
        while loop.time() - began < LONGEST:
            await asyncio.sleep(EVERY)
            number = await self.number(database)
            if number != known:
                known, spoke = number, loop.time()
                yield f"event: {event}\ndata: {number}\n\n"
            elif loop.time() - spoke > ALIVE:
                spoke = loop.time()
                yield ": nog hier\n\n"
